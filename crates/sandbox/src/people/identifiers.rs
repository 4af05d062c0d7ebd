//! Identifiers that look random and lead straight back to whom they were made for, so that no index over a million people is
//! needed.

use uuid::Uuid;

use super::dice::mix;

/// Makes one identifier for each number, and finds the number again.
pub(super) struct Identifiers {
    key: u64,
    /// The low half of the key.
    low: u32,
}

impl Identifiers {
    pub(super) fn new(key: u64) -> Self {
        let key = mix(key);
        let low = u32::try_from(key & LOW).unwrap_or_default();
        Self { key, low }
    }

    /// The identifier of `index`, in the form of a random UUID.
    pub(super) fn of(&self, index: u32) -> Uuid {
        let head = scramble(index ^ self.low);
        let one = mix(self.key ^ u64::from(index));
        let other = mix(one ^ self.key);
        let bits = (u128::from(head) << 96) | (u128::from(one) << 32) | u128::from(other & LOW);
        uuid::Builder::from_random_bytes(bits.to_be_bytes()).into_uuid()
    }

    /// Whom `text` was made for, if it was made here.
    pub(super) fn index(&self, text: &str) -> Option<u32> {
        let id = Uuid::try_parse(text).ok()?;
        let head = u32::from_be_bytes(id.as_bytes()[..4].try_into().ok()?);
        let index = unscramble(head) ^ self.low;
        (self.of(index) == id && text.len() == 36).then_some(index)
    }
}

const LOW: u64 = 0xFFFF_FFFF;

/// Odd, so that multiplying by it can be undone.
const FACTOR: u32 = 0x9E37_79B1;
/// `FACTOR * INVERSE` is 1, modulo 2^32.
const INVERSE: u32 = inverse(FACTOR);

const fn inverse(odd: u32) -> u32 {
    // Each step of Newton's method doubles the number of right bits, beginning with three.
    let mut found = odd;
    let mut step = 0;
    while step < 4 {
        found = found.wrapping_mul(2u32.wrapping_sub(odd.wrapping_mul(found)));
        step += 1;
    }
    found
}

fn scramble(bits: u32) -> u32 {
    let bits = bits.wrapping_mul(FACTOR);
    let bits = bits ^ (bits >> 16);
    bits.wrapping_mul(FACTOR)
}

fn unscramble(bits: u32) -> u32 {
    let bits = bits.wrapping_mul(INVERSE);
    let bits = bits ^ (bits >> 16);
    bits.wrapping_mul(INVERSE)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_identifier_leads_back_to_its_number(key: u64, index: u32) {
            let identifiers = Identifiers::new(key);
            let text = identifiers.of(index).to_string();
            prop_assert_eq!(identifiers.index(&text), Some(index));
        }

        #[test]
        fn an_identifier_made_elsewhere_leads_nowhere(key: u64, bits: u128) {
            let text = uuid::Builder::from_random_bytes(bits.to_be_bytes()).into_uuid().to_string();
            prop_assert_eq!(Identifiers::new(key).index(&text), None);
        }
    }

    #[test]
    fn what_is_no_identifier_leads_nowhere() {
        let identifiers = Identifiers::new(1);
        let id = identifiers.of(7).to_string();
        for text in ["", "7", &id[1..], &id.replace('-', ""), &format!("{{{id}}}")] {
            assert_eq!(identifiers.index(text), None, "{text}");
        }
    }
}
