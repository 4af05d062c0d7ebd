//! What clients get beyond the RFC.

/// Where clients ask for more than RFC 7644 gives, whether they get it. Each switch is one habit of real clients, Microsoft
/// Entra's above all.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent switches, each with a name of its own"
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PatchRules {
    /// `emails[type eq "work"].value` is written even if no such value exists: one is made with what the filter says. Only
    /// filters made of `eq` and `and` say enough. Otherwise: `noTarget`.
    pub create_missing_element: bool,
    /// `remove` of a multi-valued attribute with a `value` removes the values listed there. Otherwise: `invalidValue`, since
    /// to remove them all is not what the client meant.
    pub remove_by_value: bool,
    /// `remove` of something that is not there is no change. Otherwise: `noTarget` if the path has a filter or the operation a
    /// value.
    pub ignore_missing_on_remove: bool,
    /// Without a path, the names in the value may be paths: `"name.givenName"`, or a URN with an attribute after it. Otherwise:
    /// `invalidPath`.
    pub paths_in_value: bool,
    /// `"True"` is taken for a boolean, `"12"` for a number, `12` for text, where the attribute is such. Otherwise:
    /// `invalidValue`.
    pub coerce_scalars: bool,
    /// A value in another shape than its attribute's is taken as meant: bare text for the `value` of a complex attribute (an id
    /// as `manager`), a list of one for a single value, an object with a `value` for that value, empty text for no value where
    /// the attribute is not text. Otherwise: `invalidValue`.
    pub reshape_values: bool,
    /// Attributes that no schema describes are written. Otherwise: `invalidPath`.
    pub accept_unknown_attributes: bool,
}

impl PatchRules {
    /// What RFC 7644 gives, and nothing besides.
    pub const STRICT: Self = Self {
        create_missing_element: false,
        remove_by_value: false,
        ignore_missing_on_remove: false,
        paths_in_value: false,
        coerce_scalars: false,
        reshape_values: false,
        accept_unknown_attributes: false,
    };

    /// All that real clients ask for.
    pub const LENIENT: Self = Self {
        create_missing_element: true,
        remove_by_value: true,
        ignore_missing_on_remove: true,
        paths_in_value: true,
        coerce_scalars: true,
        reshape_values: true,
        accept_unknown_attributes: true,
    };
}
