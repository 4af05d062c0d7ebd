//! Where the next fetch begins.

use jiff::{SignedDuration, Timestamp, civil::DateTime, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::{
    Watermark,
    server::{Chosen, Server},
};
use crate::source::{FullBecause, SourceError};

/// What is kept between two fetches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mark {
    at: At,
    /// The settings that it was taken with: with others it says nothing.
    settings: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
enum At {
    Usn { server: String, usn: u64 },
    Time { time: String },
}

impl Mark {
    /// By the number of the server's last change, which has to be read before anything else is.
    pub(super) fn usn(chosen: &Chosen, server: &Server) -> Option<Self> {
        let at = At::Usn {
            server: server.invocation.clone()?,
            usn: server.highest_usn?,
        };
        Some(Self::new(chosen, at))
    }

    /// By the newest time that a listing showed which ended before anything else was read: whatever changed before that time
    /// is in what was read, and whatever changes from then on has that time or a later one.
    pub(super) fn time(chosen: &Chosen, newest: Option<String>, now: Timestamp) -> Option<Self> {
        newest.map(|time| {
            let time = after_long_ago(&time, now).unwrap_or(time);
            Self::new(chosen, At::Time { time })
        })
    }

    fn new(chosen: &Chosen, at: At) -> Self {
        Self {
            at,
            settings: settings(chosen),
        }
    }

    pub(super) fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The part of a filter that finds what changed since; else why there is none.
    pub(super) fn filter(text: &str, chosen: &Chosen, server: &Server) -> Result<String, FullBecause> {
        let mark: Self = serde_json::from_str(text).map_err(|_| FullBecause::OtherSettings)?;
        if mark.settings != settings(chosen) {
            return Err(FullBecause::OtherSettings);
        }
        match (mark.at, chosen.watermark) {
            (At::Usn { server: of, usn }, Watermark::UsnChanged) => {
                if server.invocation.as_deref() != Some(of.as_str()) {
                    return Err(FullBecause::OtherServer);
                }
                match server.highest_usn {
                    // A server that counts less than before was restored from a copy.
                    Some(highest) if highest >= usn => Ok(format!("(uSNChanged>={})", usn.saturating_add(1))),
                    _ => Err(FullBecause::WatermarkExpired),
                }
            }
            (At::Time { time }, Watermark::ModifyTimestamp) => {
                Ok(format!("(modifyTimestamp>={})", ldap3::ldap_escape(time.as_str())))
            }
            _ => Err(FullBecause::OtherSettings),
        }
    }
}

/// The second after a time that no clock shows any more: what has that very time need not be read again and again, as whoever
/// was loaded together long ago would be.
fn after_long_ago(time: &str, now: Timestamp) -> Option<String> {
    const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_hours(24);
    let then = DateTime::strptime("%Y%m%d%H%M%S", time.get(..14)?).ok()?;
    let then = then.to_zoned(TimeZone::UTC).ok()?.timestamp();
    let after = then.checked_add(SignedDuration::from_secs(1)).ok()?;
    (then.checked_add(CLOCKS_DIFFER).ok()? < now).then(|| after.strftime("%Y%m%d%H%M%SZ").to_string())
}

fn settings(chosen: &Chosen) -> String {
    format!("{chosen:?}")
}

/// A time of `modifyTimestamp`, which is compared as text: all servers write it in UTC with the same digits
/// (`20261128031602Z`).
pub(super) fn later(newest: &mut Option<String>, time: Option<String>) -> Result<(), SourceError> {
    let Some(time) = time else {
        return Ok(());
    };
    if time.len() < 15 || !time.ends_with('Z') || !time.is_char_boundary(14) {
        return Err(SourceError::NotUnderstood { detail: time });
    }
    if newest.as_ref().is_none_or(|newest| *newest < time) {
        *newest = Some(time);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::after_long_ago;

    #[test]
    fn only_a_time_that_is_over_for_good_is_left_behind() {
        let now = "2026-11-28T12:00:00Z".parse().expect("a time");
        for (time, after) in [
            ("20261127115959Z", Some("20261127120000Z")),
            ("20191231235959Z", Some("20200101000000Z")),
            ("20261127120000Z", None),
            ("20261128115959Z", None),
            ("20991231235959Z", None),
            ("20261399000000Z", None),
            ("soon", None),
        ] {
            assert_eq!(after_long_ago(time, now).as_deref(), after, "{time}");
        }
    }
}
