//! Text as it is compared: without letter case, accents and widths.

use unicode_normalization::UnicodeNormalization as _;

/// Folds text for comparing: `Amélie` and `AMELIE` become `amelie`, `Ｗｅｉß` becomes `weiss`, `Łukasz` becomes `lukasz`. Accents of
/// the Latin, Greek and Cyrillic scripts and the vowel points of Hebrew and Arabic go; signs that make another letter, such
/// as the voicing mark of Japanese, stay. Space around it goes.
pub(crate) fn fold(text: &str) -> String {
    let text = text.trim();
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_accent(*c)).flat_map(char::to_lowercase) {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ħ' => folded.push('h'),
            'ŧ' => folded.push('t'),
            'ı' => folded.push('i'),
            'ς' => folded.push('σ'),
            c if is_accent(c) => {}
            c => folded.push(c),
        }
    }
    // Composed again, a Hangul syllable is one character and not three.
    folded.nfc().collect()
}

fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}'
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}'
        // Invisible: soft hyphen, joiners, direction marks, variation selectors, byte order mark.
        | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn text_is_folded_as_people_compare_it() {
        for (text, folded) in [
            ("Amélie", "amelie"),
            ("AMÉLIE", "amelie"),
            ("Ame\u{301}lie", "amelie"),
            ("  Ann Lee ", "ann lee"),
            ("Łukasz Wójcik", "lukasz wojcik"),
            ("Søren Ærø", "soren aero"),
            ("WEISS", "weiss"),
            ("Weiß", "weiss"),
            ("İstanbul ışık", "istanbul isik"),
            ("ΟΔΥΣΣΕΥΣ", "οδυσσευσ"),
            ("Οδυσσεύς", "οδυσσευσ"),
            ("Ёлкин", "елкин"),
            ("王小明", "王小明"),
            ("ﾔﾏﾀﾞ", "ヤマダ"),
            ("がく", "がく"),
            ("김민준", "김민준"),
            ("Ｔａｎａｋａ", "tanaka"),
            ("مُحَمَّد", "محمد"),
            ("शर्मि", "शर्मि"),
            ("❤\u{fe0f} Ann", "❤ ann"),
            ("👩\u{200d}🔧", "👩🔧"),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded, "{text:?}");
            assert_eq!(fold(&fold(text)), fold(text), "folding {text:?} twice");
        }
    }
}
