//! Changing some of the values of a multi-valued attribute: those that a filter or a list of values picks out
//! (RFC 7644 §3.5.2).

use serde_json::Value;

use super::{
    PatchError,
    apply::Patcher,
    attribute::{Edit, Target, write},
    value::{Listed, clear_other_primaries, is_primary, prepare, unassigns},
};
use crate::{
    error_body::ScimType,
    filter::{Filter, Literal, Operator, Scope, as_element, matches_in},
    json::{self, Object},
};

impl Patcher<'_> {
    /// Changes the values that match a filter, or one sub-attribute of each.
    pub(super) fn selected(
        self,
        container: &mut Object,
        edit: Edit<'_>,
        target: &Target<'_>,
        filter: &Filter,
        sub: Option<&Target<'_>>,
    ) -> Result<(), PatchError> {
        let present = json::get(container, target.name);
        let is_list = present.is_none_or(Value::is_array);
        let mut elements = present.map(json::as_list).unwrap_or_default().to_vec();
        let scope = Scope::Element(target.attribute);
        let mut places: Vec<usize> = (0..elements.len())
            .filter(|&place| matches_in(filter, &as_element(&elements[place]), scope))
            .collect();
        let unassigns = |value| unassigns(value, sub.unwrap_or(target).attribute, self.rules);
        if places.is_empty() {
            let has_nothing_to_do = match edit {
                Edit::Remove(_) => self.rules.ignore_missing_on_remove,
                Edit::Add(value) | Edit::Replace(value) => unassigns(value),
            };
            if has_nothing_to_do {
                return Ok(());
            }
            let may_create = self.rules.create_missing_element && !matches!(edit, Edit::Remove(_));
            let Some(created) = may_create.then(|| self.element_of(filter, target)).flatten() else {
                return target.refuse(ScimType::NoTarget, "matches no value");
            };
            elements.push(Value::Object(created));
            places.push(elements.len() - 1);
        }
        match (sub, edit) {
            (Some(sub), edit) => self.change_part(&mut elements, &places, edit, sub)?,
            (None, Edit::Remove(_)) => remove_places(&mut elements, &places),
            (None, Edit::Replace(value)) if unassigns(value) => remove_places(&mut elements, &places),
            (None, Edit::Add(value)) if unassigns(value) => {}
            (None, Edit::Add(value) | Edit::Replace(value)) => {
                let merges = matches!(edit, Edit::Add(_));
                self.change_elements(&mut elements, &places, merges, target, value)?;
            }
        }
        let new = if is_list || elements.len() != 1 {
            Value::Array(elements)
        } else {
            elements.remove(0)
        };
        write(container, target, new)
    }

    /// Puts a value in place of those at `places`, or merges its members into them.
    fn change_elements(
        self,
        elements: &mut [Value],
        places: &[usize],
        merges: bool,
        target: &Target<'_>,
        value: &Value,
    ) -> Result<(), PatchError> {
        let value = match value {
            Value::Array(list) if list.len() == 1 && self.rules.reshape_values => &list[0],
            other => other,
        };
        let new = prepare(value, target.attribute, target.label, self.rules)?;
        for &place in places {
            match (&mut elements[place], &new) {
                (Value::Object(element), Value::Object(members)) if merges => self.merge(element, members, target)?,
                (element, new) => *element = new.clone(),
            }
        }
        if is_primary(&new) {
            only_one_primary(elements, places, target)?;
        }
        Ok(())
    }

    /// Changes one sub-attribute of the values at `places`; values of which nothing is left are taken out.
    pub(super) fn change_part(
        self,
        elements: &mut Vec<Value>,
        places: &[usize],
        edit: Edit<'_>,
        sub: &Target<'_>,
    ) -> Result<(), PatchError> {
        let mut emptied = Vec::new();
        for &place in places {
            let mut object = as_element(&elements[place]).into_owned();
            self.whole(&mut object, edit, sub)?;
            if object.is_empty() {
                emptied.push(place);
            }
            // A plain value stays plain as long as it is nothing but its `value`.
            elements[place] = match object.get("value") {
                Some(plain) if !elements[place].is_object() && object.len() == 1 => plain.clone(),
                _ => Value::Object(object),
            };
        }
        let sets_primary = sub.name.eq_ignore_ascii_case("primary") && !matches!(edit, Edit::Remove(_));
        if sets_primary && places.iter().any(|&place| is_primary(&elements[place])) {
            only_one_primary(elements, places, sub)?;
        }
        remove_places(elements, &emptied);
        Ok(())
    }

    /// The value that a filter describes, if it is made of nothing but `eq` and `and`.
    fn element_of(self, filter: &Filter, target: &Target<'_>) -> Option<Object> {
        let terms = match filter {
            Filter::And(terms) => terms.as_slice(),
            single => std::slice::from_ref(single),
        };
        let mut object = Object::new();
        for term in terms {
            let Filter::Compare {
                path,
                operator: Operator::Equal,
                value,
            } = term
            else {
                return None;
            };
            let is_plain = path.schema.is_none() && path.sub.is_none() && *value != Literal::Null;
            if !is_plain || json::get(&object, &path.name).is_some() {
                return None;
            }
            let sub = target
                .attribute
                .and_then(|attribute| attribute.sub_attribute(&path.name));
            let value = prepare(&value.to_value(), sub, target.label, self.rules).ok()?;
            object.insert(sub.map_or_else(|| path.name.clone(), |sub| sub.name.clone()), value);
        }
        Some(object)
    }

    /// Removes the values that a client lists.
    pub(super) fn remove_listed(
        self,
        container: &mut Object,
        target: &Target<'_>,
        listed: &Value,
    ) -> Result<(), PatchError> {
        let listed = Listed::new(json::as_list(listed));
        let present = json::get(container, target.name).map(json::as_list).unwrap_or_default();
        let kept: Vec<Value> = present.iter().filter(|element| !listed.has(element)).cloned().collect();
        if kept.len() < present.len() {
            write(container, target, Value::Array(kept))
        } else if self.rules.ignore_missing_on_remove {
            Ok(())
        } else {
            target.refuse(ScimType::NoTarget, "has none of these values")
        }
    }
}

/// Takes out the values at `places`, which are in ascending order.
fn remove_places(elements: &mut Vec<Value>, places: &[usize]) {
    let mut places = places.iter().copied().peekable();
    let mut place = 0;
    elements.retain(|_| {
        let goes = places.next_if_eq(&place).is_some();
        place += 1;
        !goes
    });
}

/// Makes the one value at `places` the only preferred one.
fn only_one_primary(elements: &mut [Value], places: &[usize], target: &Target<'_>) -> Result<(), PatchError> {
    let [only] = places else {
        return target.refuse(ScimType::InvalidValue, "would make more than one value primary");
    };
    clear_other_primaries(elements, *only);
    Ok(())
}
