//! The deprovisioning matrix, cell by cell.

use scimdesk_mapping::model::{Actions, ObjectKind};
use scimdesk_provisioning::decide::{
    AccountView, Decision, Intent, LinkView, Question, Rules, Skipped, Standing, Withheld, decide,
};

const IN: Standing = Standing::InScope { enabled: true };
const DISABLED: Standing = Standing::InScope { enabled: false };
const LEFT: LinkView = LinkView::Left { days: Some(10) };

fn person(standing: Standing, link: LinkView, account: AccountView) -> Question {
    Question {
        object: ObjectKind::User,
        standing,
        rests_on_unproven: false,
        link,
        account,
    }
}

fn group(standing: Standing, link: LinkView, account: AccountView) -> Question {
    Question {
        object: ObjectKind::Group,
        ..person(standing, link, account)
    }
}

fn without(change: impl Fn(&mut Actions)) -> Rules {
    let mut rules = Rules::default();
    change(&mut rules.actions);
    rules
}

#[test]
fn people_by_where_they_stand_and_what_they_have() {
    use AccountView::{None as Nobody, NotSeen, NothingToFindBy, OfAnother, One, Several};
    use Decision::{Do, Nothing, Skip, Withhold};
    let none = LinkView::None;
    let managed = LinkView::Managed;
    for (standing, link, account, decision) in [
        (IN, none, Nobody, Do(Intent::Create)),
        (IN, none, NotSeen, Do(Intent::Create)),
        (IN, none, One, Do(Intent::Link)),
        (IN, none, Several, Withhold(Intent::Link, Withheld::SeveralAccounts)),
        (IN, none, OfAnother, Withhold(Intent::Link, Withheld::AccountOfAnother)),
        (
            IN,
            none,
            NothingToFindBy,
            Withhold(Intent::Create, Withheld::NothingToFindBy),
        ),
        (DISABLED, none, Nobody, Skip(Skipped::Disabled)),
        (DISABLED, none, NotSeen, Skip(Skipped::Disabled)),
        (DISABLED, none, NothingToFindBy, Skip(Skipped::Disabled)),
        (DISABLED, none, One, Do(Intent::Link)),
        (
            DISABLED,
            none,
            Several,
            Withhold(Intent::Link, Withheld::SeveralAccounts),
        ),
        (Standing::OutOfScope, none, One, Nothing),
        (Standing::SoftDeleted, none, One, Nothing),
        (Standing::Gone, none, One, Nothing),
        (IN, managed, One, Do(Intent::BringInLine)),
        (IN, managed, NotSeen, Do(Intent::BringInLine)),
        (
            IN,
            managed,
            Nobody,
            Withhold(Intent::BringInLine, Withheld::AccountMissing),
        ),
        (DISABLED, managed, One, Do(Intent::BringInLine)),
        (Standing::OutOfScope, managed, One, Do(Intent::SwitchOff)),
        (Standing::OutOfScope, managed, NotSeen, Do(Intent::SwitchOff)),
        (Standing::OutOfScope, managed, Nobody, Do(Intent::Forget)),
        (Standing::SoftDeleted, managed, One, Do(Intent::SwitchOff)),
        (Standing::Gone, managed, One, Do(Intent::Delete)),
        (Standing::Gone, managed, Nobody, Do(Intent::Forget)),
        (IN, LEFT, One, Do(Intent::Restore)),
        (DISABLED, LEFT, One, Do(Intent::BringInLine)),
        (Standing::OutOfScope, LEFT, One, Nothing),
        (Standing::SoftDeleted, LEFT, One, Nothing),
        // Entra leaves an orphan here.
        (Standing::Gone, LEFT, One, Do(Intent::Delete)),
    ] {
        let question = person(standing, link, account);
        assert_eq!(decide(&question, &Rules::default()), decision, "{question:?}");
    }
}

#[test]
fn groups_are_deleted_when_they_leave() {
    let managed = LinkView::Managed;
    for standing in [Standing::OutOfScope, Standing::SoftDeleted, Standing::Gone] {
        let question = group(standing, managed, AccountView::One);
        assert_eq!(
            decide(&question, &Rules::default()),
            Decision::Do(Intent::Delete),
            "{standing:?}"
        );
        let rules = without(|actions| actions.delete = false);
        assert_eq!(
            decide(&question, &rules),
            Decision::Skip(Skipped::DeleteOff),
            "{standing:?}"
        );
    }
    let question = group(IN, managed, AccountView::One);
    assert_eq!(decide(&question, &Rules::default()), Decision::Do(Intent::BringInLine));
}

#[test]
fn what_an_admin_does_not_allow_is_not_done() {
    let managed = LinkView::Managed;
    let create_off = without(|actions| actions.create = false);
    let update_off = without(|actions| actions.update = false);
    let delete_off = without(|actions| actions.delete = false);
    let nothing = without(|actions| {
        *actions = Actions {
            create: false,
            update: false,
            delete: false,
        }
    });
    let skip = Rules {
        skip_out_of_scope_deletions: true,
        ..Rules::default()
    };
    let one = AccountView::One;
    for (rules, standing, link, account, decision) in [
        (
            create_off,
            IN,
            LinkView::None,
            AccountView::None,
            Decision::Skip(Skipped::CreateOff),
        ),
        (create_off, IN, LinkView::None, one, Decision::Do(Intent::Link)),
        (update_off, IN, managed, one, Decision::Skip(Skipped::UpdateOff)),
        (update_off, IN, LEFT, one, Decision::Skip(Skipped::UpdateOff)),
        (
            update_off,
            Standing::OutOfScope,
            managed,
            one,
            Decision::Skip(Skipped::UpdateOff),
        ),
        (update_off, Standing::Gone, managed, one, Decision::Do(Intent::Delete)),
        // An account whose person is gone is at least switched off.
        (
            delete_off,
            Standing::Gone,
            managed,
            one,
            Decision::Do(Intent::SwitchOff),
        ),
        (delete_off, Standing::Gone, LEFT, one, Decision::Nothing),
        (
            nothing,
            Standing::Gone,
            managed,
            one,
            Decision::Skip(Skipped::UpdateOff),
        ),
        (
            skip,
            Standing::OutOfScope,
            managed,
            one,
            Decision::Skip(Skipped::KeptOutOfScope),
        ),
        (
            skip,
            Standing::SoftDeleted,
            managed,
            one,
            Decision::Do(Intent::SwitchOff),
        ),
        (skip, Standing::Gone, managed, one, Decision::Do(Intent::Delete)),
    ] {
        let question = person(standing, link, account);
        assert_eq!(decide(&question, &rules), decision, "{question:?} {rules:?}");
    }
}

#[test]
fn who_left_is_deleted_on_the_day_that_is_set_and_not_before() {
    let rules = |after| Rules {
        delete_after_days: Some(after),
        ..Rules::default()
    };
    let left = |days| person(Standing::OutOfScope, LinkView::Left { days }, AccountView::One);
    assert_eq!(decide(&left(Some(29)), &rules(30)), Decision::Nothing);
    assert_eq!(decide(&left(Some(30)), &rules(30)), Decision::Do(Intent::Delete));
    assert_eq!(
        decide(&left(None), &rules(0)),
        Decision::Nothing,
        "nobody knows since when"
    );
    let kept = Rules {
        skip_out_of_scope_deletions: true,
        ..rules(30)
    };
    assert_eq!(decide(&left(Some(31)), &kept), Decision::Nothing);
}

#[test]
fn an_account_that_is_gone_is_made_anew_where_that_is_set() {
    let rules = Rules {
        recreate_missing: true,
        ..Rules::default()
    };
    let missing = person(IN, LinkView::Managed, AccountView::None);
    assert_eq!(decide(&missing, &rules), Decision::Do(Intent::Create));
}

#[test]
fn a_departure_that_rests_on_an_unproven_list_is_withheld_whatever_it_would_do() {
    for standing in [Standing::OutOfScope, Standing::SoftDeleted, Standing::Gone] {
        for question in [
            person(standing, LinkView::Managed, AccountView::One),
            group(standing, LinkView::Managed, AccountView::One),
            person(standing, LinkView::Managed, AccountView::None),
        ] {
            let question = Question {
                rests_on_unproven: true,
                ..question
            };
            let decision = decide(&question, &Rules::default());
            assert!(
                matches!(decision, Decision::Withhold(_, Withheld::UnprovenDirectory)),
                "{question:?}: {decision:?}"
            );
        }
    }
}
