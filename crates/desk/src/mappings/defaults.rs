//! The mappings that a tenant begins with: what the gallery says of its app, as Entra would have set it up.

use scimdesk_gallery::{App, Attribute, AttributeTable, DefaultApply, DefaultMapping, DefaultSource};
use scimdesk_mapping::model::{
    Apply, AssignmentRules, AttributeDefinition, AttributeMapping, AttributeType, MappingSource, Mappings,
    ObjectMapping, RequestProfile, WhenEmpty, Who,
};

use crate::apps;

/// The mappings of an app where nobody has decided otherwise.
pub(crate) fn of(app: &App) -> Mappings {
    let (users, groups) = if apps::is_custom(app) {
        (
            "Provision Microsoft Entra ID Users".to_owned(),
            "Provision Microsoft Entra ID Groups".to_owned(),
        )
    } else {
        (
            format!("Synchronize Microsoft Entra users to {}", app.name),
            format!("Synchronize Microsoft Entra groups to {}", app.name),
        )
    };
    // An app of which nobody knows has groups until it is known not to.
    let has_groups = app.groups.offered.known() != Some(false);
    Mappings {
        users: object(users, true, &app.mappings.users, source_of_people(), &app.users),
        groups: if has_groups {
            object(
                groups,
                true,
                &app.mappings.groups,
                source_of_groups(),
                &app.groups.table,
            )
        } else {
            ObjectMapping::default()
        },
        // Roles travel with assignments only (Documo), and nobody is provisioned by accident.
        assignment: AssignmentRules {
            who: Who::Assigned,
            ..AssignmentRules::default()
        },
        requests: RequestProfile::Rfc7644,
    }
}

/// What an admin should know of an app's attributes and of who is provisioned: one or two sentences each.
pub(crate) fn notes(app: &App) -> Vec<String> {
    app.notes.clone()
}

fn object(
    name: String,
    enabled: bool,
    mappings: &[DefaultMapping],
    source: Vec<AttributeDefinition>,
    table: &AttributeTable,
) -> ObjectMapping {
    // The app gives it, no table lists it, and Entra's schema wants one primary key.
    let id = AttributeDefinition {
        required: true,
        case_exact: true,
        unique: true,
        anchor: true,
        ..text("id")
    };
    ObjectMapping {
        name,
        enabled,
        mappings: mappings.iter().map(mapping).collect(),
        source,
        target: [id].into_iter().chain(table.attributes.iter().map(target)).collect(),
        ..ObjectMapping::default()
    }
}

fn mapping(mapping: &DefaultMapping) -> AttributeMapping {
    AttributeMapping {
        target: mapping.target.clone(),
        source: match &mapping.source {
            DefaultSource::Direct(attribute) => MappingSource::Direct {
                attribute: attribute.clone(),
            },
            DefaultSource::Constant(value) => MappingSource::Constant { value: value.clone() },
            DefaultSource::Expression(text) => MappingSource::Expression { text: text.clone() },
        },
        default_value: mapping.default.clone(),
        matching: mapping.matching,
        apply: match mapping.apply {
            DefaultApply::Always => Apply::Always,
            DefaultApply::OnCreate => Apply::OnCreate,
        },
        when_empty: WhenEmpty::Keep,
    }
}

/// An attribute of the app's. What RFC 7643 says of it holds where the app says nothing else (§3.1, §4.1, §4.2).
fn target(attribute: &Attribute) -> AttributeDefinition {
    use scimdesk_gallery::AttributeType as Kind;
    let path = attribute.path.as_str();
    AttributeDefinition {
        name: path.to_owned(),
        kind: match attribute.kind {
            Kind::String => AttributeType::String,
            Kind::Boolean => AttributeType::Boolean,
            Kind::Reference => AttributeType::Reference,
        },
        multi_valued: attribute.multi_valued,
        required: attribute.required || path == "userName",
        case_exact: path == "externalId",
        unique: path == "userName",
        anchor: false,
        filterable: attribute.filterable,
        max_length: None,
        references: match (attribute.kind, path) {
            (Kind::Reference, "members") => vec!["User".to_owned(), "Group".to_owned()],
            (Kind::Reference, _) => vec!["User".to_owned()],
            _ => Vec::new(),
        },
    }
}

fn text(name: &str) -> AttributeDefinition {
    AttributeDefinition {
        name: name.to_owned(),
        ..AttributeDefinition::default()
    }
}

/// The attributes that Entra has of people, in the order of its portal.
fn source_of_people() -> Vec<AttributeDefinition> {
    const BEFORE: [&str; 4] = ["city", "companyName", "country", "department"];
    const AFTER: [&str; 2] = ["displayName", "employeeId"];
    const NAMES: [&str; 5] = [
        "facsimileTelephoneNumber",
        "givenName",
        "jobTitle",
        "mail",
        "mailNickname",
    ];
    const OTHERS: [&str; 3] = ["mobile", "onPremisesSecurityIdentifier", "originalUserPrincipalName"];
    const PLACES: [&str; 3] = ["physicalDeliveryOfficeName", "postalCode", "preferredLanguage"];
    const REST: [&str; 4] = ["state", "streetAddress", "surname", "telephoneNumber"];
    let boolean = |name| AttributeDefinition {
        kind: AttributeType::Boolean,
        ..text(name)
    };
    let several = |name| AttributeDefinition {
        multi_valued: true,
        ..text(name)
    };
    let mut attributes = vec![
        object_id(),
        boolean("IsSoftDeleted"),
        boolean("accountEnabled"),
        several("appRoleAssignments"),
    ];
    attributes.extend(BEFORE.map(text));
    attributes.push(boolean("dirSyncEnabled"));
    attributes.extend(AFTER.map(text));
    attributes.extend((1..=15).map(|number| text(&format!("extensionAttribute{number}"))));
    attributes.extend(NAMES.map(text));
    attributes.push(AttributeDefinition {
        kind: AttributeType::Reference,
        references: vec!["User".to_owned()],
        ..text("manager")
    });
    attributes.extend(OTHERS.map(text));
    attributes.push(several("otherMails"));
    attributes.extend(PLACES.map(text));
    attributes.push(several("proxyAddresses"));
    attributes.extend(REST.map(text));
    attributes.push(AttributeDefinition {
        required: true,
        unique: true,
        ..text("userPrincipalName")
    });
    attributes
}

/// The attributes that Entra has of groups.
fn source_of_groups() -> Vec<AttributeDefinition> {
    vec![
        object_id(),
        AttributeDefinition {
            required: true,
            ..text("displayName")
        },
        text("description"),
        text("mailNickname"),
        AttributeDefinition {
            kind: AttributeType::Reference,
            multi_valued: true,
            references: vec!["User".to_owned(), "Group".to_owned()],
            ..text("members")
        },
    ]
}

fn object_id() -> AttributeDefinition {
    AttributeDefinition {
        required: true,
        unique: true,
        anchor: true,
        ..text("objectId")
    }
}

#[cfg(test)]
mod tests {
    use scimdesk_gallery::Gallery;
    use scimdesk_mapping::{
        entra::{self, ExportNote},
        expression::Expression,
        file,
        model::ObjectKind,
    };

    use super::*;

    fn documo() -> Mappings {
        of(Gallery::app("documo").expect("in the gallery"))
    }

    #[test]
    fn what_every_app_begins_with_fits_its_attribute_lists() {
        for app in Gallery::apps() {
            let mappings = of(app);
            for kind in ObjectKind::ALL {
                let object = mappings.of(kind);
                for mapping in &object.mappings {
                    let place = format!("{}: {}", app.id, mapping.target);
                    let target = object.target_definition(&mapping.target).expect(&place);
                    assert!(!target.anchor, "{place}");
                    match &mapping.source {
                        MappingSource::Direct { attribute } => {
                            let source = object.source_definition(attribute).expect(&place);
                            assert_eq!(source.kind, target.kind, "{place}");
                            assert_eq!(source.multi_valued, target.multi_valued, "{place}");
                        }
                        MappingSource::Expression { text } => {
                            Expression::parse(text).expect(&place);
                        }
                        MappingSource::Constant { .. } | MappingSource::None => {}
                    }
                }
                if object.enabled {
                    assert_eq!(object.matching().len(), 1, "{}", app.id);
                }
                for definitions in [&object.source, &object.target] {
                    let mut names: Vec<&str> = definitions.iter().map(|definition| definition.name.as_str()).collect();
                    names.sort_unstable();
                    names.dedup();
                    assert_eq!(names.len(), definitions.len(), "{}", app.id);
                }
            }
        }
    }

    #[test]
    fn apps_without_groups_provision_none() {
        let enabled: Vec<&str> = (Gallery::apps().iter())
            .filter(|app| of(app).groups.enabled)
            .map(|app| app.id.as_str())
            .collect();
        assert_eq!(enabled, ["workgrid", "ideo", "custom"]);
        assert_eq!(documo().groups, ObjectMapping::default());
    }

    #[test]
    fn documo_takes_a_role_from_the_assignment_so_only_the_assigned_are_provisioned() {
        let mappings = documo();
        assert_eq!(mappings.assignment.who, Who::Assigned);
        let role =
            (mappings.users.mappings.iter()).find(|mapping| mapping.target == r#"roles[primary eq "True"].value"#);
        let text = "SingleAppRoleAssignment([appRoleAssignments])".to_owned();
        assert_eq!(
            role.map(|mapping| &mapping.source),
            Some(&MappingSource::Expression { text })
        );
        assert!(notes(Gallery::app("documo").expect("in the gallery"))[0].contains("assigned"));
    }

    #[test]
    fn the_source_list_is_entra_s() {
        let attributes = documo().users.source;
        assert_eq!(attributes.len(), 45);
        let anchors: Vec<&str> = (attributes.iter())
            .filter(|attribute| attribute.anchor)
            .map(|attribute| attribute.name.as_str())
            .collect();
        assert_eq!(anchors, ["objectId"]);
    }

    #[test]
    fn what_every_app_begins_with_goes_out_to_both_kinds_of_file_and_comes_back() {
        for app in Gallery::apps() {
            let mappings = of(app);
            assert_eq!(file::read(&file::write(&mappings)), Ok(mappings.clone()), "{}", app.id);
            let exported = entra::export(&mappings, None).expect("written");
            let imported = entra::import(&exported.text).expect("read");
            assert_eq!(imported.notes, [], "{}", app.id);
            assert_eq!(imported.keeping(&mappings).mappings, mappings, "{}", app.id);
            let wrong = |note: &ExportNote| {
                matches!(
                    note,
                    ExportNote::ExpressionWrong { .. }
                        | ExportNote::TreeUndocumented { .. }
                        | ExportNote::PrimaryKey { .. }
                )
            };
            assert!(!exported.notes.iter().any(wrong), "{}: {:?}", app.id, exported.notes);
        }
    }
}
