//! How a practice tenant misbehaves: what real servers were seen to do, as switches. None is on by default.

use std::time::Duration;

/// What a practice tenant does wrong. Every switch stands for itself; several can be on at once.
///
/// Counters ([`StatusFor::times`], the `drop_*` switches) begin anew whenever faults are set.
#[expect(clippy::struct_excessive_bools, reason = "a panel of independent switches")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// Waits this long before every answer.
    pub delay: Option<Duration>,
    /// Answers these requests with a fixed status in place of doing anything. The first that fits is taken.
    pub status_for: Vec<StatusFor>,
    /// Sends `Retry-After` with every answer that comes from `status_for`.
    pub retry_after: Option<RetryAfter>,
    /// Lists from the first resource on, whatever `startIndex` says.
    pub ignore_start_index: bool,
    /// Puts no more than this many resources on a page.
    pub cap_page: Option<u64>,
    /// Says this as `totalResults`, whatever is true.
    pub lie_total: Option<u64>,
    /// Carries out this many requests, then cuts the connection on the next one, unanswered and not carried out. Once.
    pub drop_connection_after: Option<u32>,
    /// Carries out this many changes (POST, PUT, PATCH, DELETE) and cuts the connection before the answer.
    pub drop_after_write: u32,
    /// Answers a change of `active` as if it were made, and does not make it.
    pub accept_but_ignore_active: bool,
    /// Deletes an account that is switched off.
    pub deactivate_deletes: bool,
    /// Answers 400 to a PATCH with `"path": "active"`.
    pub refuse_patch_active_with_path: bool,
    /// Answers 400 to a PATCH that has an operation without a path.
    pub refuse_patch_without_path: bool,
    /// Answers 501 to every PATCH.
    pub patch_501: bool,
    /// Answers a PATCH with 204 and no body, which RFC 7644 §3.5.2 allows.
    pub patch_204: bool,
    /// Writes `active` as the text `"True"` or `"False"`.
    pub string_active: bool,
    /// Answers every request with 200 and the HTML of a login page.
    pub html_login_200: bool,
    /// Answers every request with the right status and no body.
    pub empty_body: bool,
    /// Sends only the first half of every body.
    pub cut_json: bool,
    /// Leaves `members` out of every group.
    pub omit_members: bool,
    /// Answers without asking for the token.
    pub open_door: bool,
}

/// A fixed answer to some requests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusFor {
    /// The method; `None` fits all.
    pub method: Option<String>,
    /// The path below the tenant URL, query left aside. `*` stands for any text: `/Users/*`. Empty fits all.
    pub path: String,
    /// The status to answer with.
    pub status: u16,
    /// The body; `None` sends a SCIM error that repeats the status.
    pub body: Option<String>,
    /// Headers to add. Content-Type is `application/scim+json` unless one is given here.
    pub headers: Vec<(String, String)>,
    /// How many requests are answered so, after which all is as it should be; `None` does not end.
    pub times: Option<u32>,
}

/// What `Retry-After` says (RFC 9110 §10.2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// A number of seconds.
    Seconds(u64),
    /// The date that is so many seconds after the answer.
    DateIn(u64),
}

/// Faults with what is counted while they hold.
#[derive(Debug, Default)]
pub(crate) struct ActiveFaults {
    pub(crate) faults: Faults,
    /// Requests seen.
    seen: u32,
    /// Changes whose answer was dropped.
    dropped_writes: u32,
    /// How often each of `status_for` was given.
    given: Vec<u32>,
}

impl ActiveFaults {
    pub(crate) fn new(faults: Faults) -> Self {
        Self {
            given: vec![0; faults.status_for.len()],
            faults,
            ..Self::default()
        }
    }

    /// Counts a request, and says whether its connection is to be cut before anything is done.
    pub(crate) fn drops_this(&mut self) -> bool {
        let drops = self.faults.drop_connection_after == Some(self.seen);
        self.seen = self.seen.saturating_add(1);
        drops
    }

    /// Whether the answer to a change that was just carried out is to be dropped.
    pub(crate) fn drops_this_write(&mut self) -> bool {
        let drops = self.dropped_writes < self.faults.drop_after_write;
        if drops {
            self.dropped_writes += 1;
        }
        drops
    }

    /// The fixed answer to this request, counted as given.
    pub(crate) fn fixed_answer(&mut self, method: &str, path: &str) -> Option<StatusFor> {
        let found = self.faults.status_for.iter().zip(&mut self.given);
        for (answer, given) in found {
            let fits = answer
                .method
                .as_deref()
                .is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
                && (answer.path.is_empty() || matches_pattern(&answer.path, path));
            if fits && answer.times.is_none_or(|times| *given < times) {
                *given += 1;
                return Some(answer.clone());
            }
        }
        None
    }
}

/// Whether `text` fits `pattern`, in which `*` stands for any text.
fn matches_pattern(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_text() {
        let table = [
            ("/Users", "/Users", true),
            ("/Users", "/Users/1", false),
            ("/Users/*", "/Users/1", true),
            ("/Users/*", "/Users", false),
            ("/Users*", "/Users", true),
            ("*", "", true),
            ("*/a*b", "/x/a-b", true),
            ("*/a*b", "/x/a-c", false),
            ("/a*a", "/a", false),
        ];
        for (pattern, path, expected) in table {
            assert_eq!(matches_pattern(pattern, path), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn a_fixed_answer_ends_after_its_times() {
        let mut faults = ActiveFaults::new(Faults {
            status_for: vec![StatusFor {
                method: Some("get".to_owned()),
                path: "/Users*".to_owned(),
                status: 503,
                times: Some(2),
                ..StatusFor::default()
            }],
            ..Faults::default()
        });
        assert_eq!(faults.fixed_answer("POST", "/Users"), None);
        assert!(faults.fixed_answer("GET", "/Users").is_some());
        assert!(faults.fixed_answer("GET", "/Users/1").is_some());
        assert_eq!(faults.fixed_answer("GET", "/Users"), None);
    }
}
