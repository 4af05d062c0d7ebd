//! What a server says of itself, and what the settings are with it.

use ldap3::{Ldap, Scope};

use super::{Settings, Watermark, search};
use crate::source::SourceError;

/// Active Directory, by its capability (`LDAP_CAP_ACTIVE_DIRECTORY_OID`, [MS-ADTS] §3.1.1.3.4.3.1).
const ACTIVE_DIRECTORY: &str = "1.2.840.113556.1.4.800";

/// From the root DSE (RFC 4512 §5.1).
#[derive(Debug, Default)]
pub(super) struct Server {
    pub(super) is_active_directory: bool,
    pub(super) naming_contexts: Vec<String>,
    /// The number of its last change, where it counts them.
    pub(super) highest_usn: Option<u64>,
    /// Which of several servers it is, for these count each for itself.
    pub(super) invocation: Option<String>,
}

impl Server {
    pub(super) async fn ask(ldap: &mut Ldap) -> Result<Self, SourceError> {
        let asked = [
            "supportedCapabilities",
            "namingContexts",
            "defaultNamingContext",
            "highestCommittedUSN",
            "dsServiceName",
        ];
        let asked = asked.map(str::to_owned).to_vec();
        let Some(root) = search::one(ldap, Scope::Base, "", "(objectClass=*)", asked).await? else {
            // Readers may not be allowed to see it.
            return Ok(Self::default());
        };
        let capabilities = root.texts("supportedCapabilities");
        let naming_contexts = match root.text("defaultNamingContext") {
            Some(context) => vec![context],
            None => root.texts("namingContexts"),
        };
        let invocation = match root.text("dsServiceName") {
            Some(settings) => {
                let asked = vec!["invocationId".to_owned()];
                let of = search::one(ldap, Scope::Base, &settings, "(objectClass=*)", asked).await;
                // Without the right to read it, the name of the domain controller's settings stands for it.
                of.ok()
                    .flatten()
                    .and_then(|of| of.raw("invocationId").first().map(|id| hex(id)))
                    .or(Some(settings))
            }
            None => None,
        };
        Ok(Self {
            is_active_directory: capabilities.iter().any(|capability| capability == ACTIVE_DIRECTORY),
            naming_contexts,
            highest_usn: root.text("highestCommittedUSN").and_then(|usn| usn.parse().ok()),
            invocation,
        })
    }

    /// The naming context that a base is in.
    pub(super) fn context_of(&self, base: &str) -> String {
        let base_key = super::entry::dn_key(base);
        let mut contexts: Vec<&String> = self
            .naming_contexts
            .iter()
            .filter(|context| {
                let context = super::entry::dn_key(context);
                !context.is_empty() && (base_key == context || base_key.ends_with(&format!(",{context}")))
            })
            .collect();
        contexts.sort_by_key(|context| context.len());
        contexts.pop().map_or_else(|| base.to_owned(), Clone::clone)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The settings, what is empty filled in.
#[derive(Debug, Clone)]
pub(super) struct Chosen {
    pub(super) base: String,
    pub(super) people: String,
    pub(super) groups: String,
    pub(super) id: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) members: Vec<String>,
    pub(super) group_name: String,
    pub(super) watermark: Watermark,
    pub(super) page_size: i32,
}

impl Chosen {
    pub(super) fn of(settings: &Settings, server: &Server) -> Result<Self, SourceError> {
        let directory = server.is_active_directory;
        let or = |text: &str, usual: &str| {
            let text = text.trim();
            if text.is_empty() { usual } else { text }.to_owned()
        };
        let base = match (settings.base.trim(), server.naming_contexts.as_slice()) {
            ("", [context]) => context.clone(),
            ("", contexts) => {
                return Err(SourceError::BadSetting {
                    setting: "base",
                    detail: contexts.join("; "),
                });
            }
            (base, _) => base.to_owned(),
        };
        let members = match settings.member_attribute.trim() {
            "" if directory => vec!["member"],
            "" => vec!["member", "uniqueMember", "memberUid"],
            one => vec![one],
        };
        Ok(Self {
            base,
            people: filter(&or(
                &settings.people_filter,
                if directory {
                    "(&(objectCategory=person)(objectClass=user))"
                } else {
                    "(objectClass=person)"
                },
            ))?,
            groups: filter(&or(
                &settings.groups_filter,
                if directory {
                    "(objectClass=group)"
                } else {
                    "(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=posixGroup))"
                },
            ))?,
            id: or(
                &settings.id_attribute,
                if directory { "objectGUID" } else { "entryUUID" },
            ),
            attributes: settings.attributes.clone(),
            members: members.into_iter().map(str::to_owned).collect(),
            group_name: or(&settings.group_name_attribute, "cn"),
            watermark: match settings.watermark {
                // `modifyTimestamp` is made up when it is read there: nothing can be searched by it.
                Watermark::ModifyTimestamp if directory => Watermark::UsnChanged,
                other => other,
            },
            page_size: match settings.page_size {
                0 => 500,
                size => i32::try_from(size).unwrap_or(i32::MAX),
            },
        })
    }

    /// Whether members may be named by their `uid`.
    pub(super) fn names_by_uid(&self) -> bool {
        self.members
            .iter()
            .any(|member| member.eq_ignore_ascii_case("memberUid"))
    }
}

/// A filter with its parentheses, so that it can stand in another.
fn filter(text: &str) -> Result<String, SourceError> {
    let whole = if text.starts_with('(') {
        text.to_owned()
    } else {
        format!("({text})")
    };
    match ldap3::parse_filter(&whole) {
        Ok(_) => Ok(whole),
        Err(()) => Err(SourceError::BadFilter {
            filter: text.to_owned(),
        }),
    }
}
