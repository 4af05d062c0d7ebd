//! Chance that is the same on every machine and in every version: the `SplitMix64` generator and its mixing function.
//!
//! A library's generators may change their output between versions, and with it who everyone is.

/// Mixes 64 bits so that neighbours have nothing in common (the finaliser of `SplitMix64`).
pub(super) const fn mix(mut bits: u64) -> u64 {
    bits ^= bits >> 30;
    bits = bits.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits ^= bits >> 27;
    bits = bits.wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

/// A number that stands for a text (FNV-1a).
pub(super) fn number_of(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    })
}

/// A stream of rolls.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        Self(mix(seed ^ mix(stream.wrapping_add(0x9E37_79B9_7F4A_7C15))))
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    /// A number below `sides`.
    pub(super) fn roll(&mut self, sides: u32) -> u32 {
        // The high half of the product is below `sides`.
        let product = (self.next() >> 32) * u64::from(sides);
        u32::try_from(product >> 32).unwrap_or_default()
    }

    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let sides = u32::try_from(from.len()).unwrap_or(u32::MAX);
        &from[self.roll(sides) as usize]
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let sides = u32::try_from(last + 1).unwrap_or(u32::MAX);
            items.swap(last, self.roll(sides) as usize);
        }
    }
}
