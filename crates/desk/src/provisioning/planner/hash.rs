//! A hash of everything that is wanted for somebody. It is kept for months, so that it must be the same in every version.

use std::hash::Hasher as _;

use scimdesk_mapping::{
    flow::{Flow, FlowResult, TargetValue},
    model::AttributeMapping,
};
use scimdesk_provisioning::decide::Standing;
use siphasher::sip::SipHasher13;

/// Takes texts in, one after the other.
pub(super) struct Digest(SipHasher13);

impl Digest {
    pub(super) fn new() -> Self {
        Self(SipHasher13::new())
    }

    pub(super) fn text(&mut self, text: &str) {
        self.0.write(text.as_bytes());
        // No text holds this byte.
        self.0.write(&[0xff]);
    }

    /// Tells one list from the next.
    pub(super) fn mark(&mut self) {
        self.0.write(&[0xfe]);
    }

    fn byte(&mut self, byte: u8) {
        self.0.write(&[byte]);
    }

    pub(super) fn finish(self) -> i64 {
        self.0.finish().cast_signed()
    }
}

/// A number that is a text's own.
pub(super) fn seed(text: &str) -> u64 {
    let mut digest = Digest::new();
    digest.text(text);
    digest.finish().cast_unsigned()
}

/// Of what the mappings give for somebody, and where they stand.
pub(super) fn wanted(standing: Standing, flows: &[Flow<'_>]) -> i64 {
    let mut digest = Digest::new();
    digest.text(match standing {
        Standing::InScope { enabled: true } => "in",
        Standing::InScope { enabled: false } => "disabled",
        Standing::OutOfScope => "out",
        Standing::SoftDeleted => "soft",
        Standing::Gone => "gone",
    });
    for flow in flows {
        rule(&mut digest, flow.mapping);
        match &flow.result {
            FlowResult::Value(wanted) => value(&mut digest, wanted),
            FlowResult::Empty => digest.text("empty"),
            FlowResult::NotFlowed => digest.text("not flowed"),
            FlowResult::Failed(error) => digest.text(&error.to_string()),
        }
        digest.mark();
    }
    digest.finish()
}

/// Of what is wanted, and the places of the attributes by which accounts are matched, in their order.
pub(super) fn attempt(wanted: i64, matching: &[usize]) -> i64 {
    let mut digest = Digest::new();
    digest.text(&wanted.to_string());
    for place in matching {
        digest.text(&place.to_string());
    }
    digest.finish()
}

/// What a mapping says of when and how its value is sent.
fn rule(digest: &mut Digest, mapping: &AttributeMapping) {
    digest.text(&mapping.target);
    digest.byte(mapping.apply as u8);
    digest.byte(mapping.when_empty as u8);
    digest.text(mapping.default_value.as_deref().unwrap_or_default());
}

fn value(digest: &mut Digest, wanted: &TargetValue) {
    match wanted {
        TargetValue::Text(text) => {
            digest.byte(1);
            digest.text(text);
        }
        TargetValue::Boolean(value) => digest.text(if *value { "true" } else { "false" }),
        TargetValue::Integer(number) => digest.text(&number.to_string()),
        TargetValue::Texts(texts) => {
            digest.byte(2);
            for text in texts {
                digest.text(text);
            }
        }
        TargetValue::References(ids) => {
            digest.byte(3);
            let mut ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            ids.sort_unstable();
            for id in ids {
                digest.text(id);
            }
        }
        TargetValue::Roles { roles, replace } => {
            digest.byte(if *replace { 5 } else { 4 });
            for role in roles {
                for part in [&role.id, &role.value, &role.display_name] {
                    digest.text(part.as_deref().unwrap_or_default());
                }
            }
        }
    }
}
