//! The requests for one person of a tenant's directory: their account, and those of whom they refer to.

use scimdesk_desk::wire::{
    BuildRequests, ChooseDirectory, ColumnChoice, KeepPeople, ListQuery, ObjectKind, RequestProfile, Who,
};

use crate::rig::Rig;

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_found_among_the_accounts_and_so_is_their_manager() {
    let rig = Rig::refreshed().await;
    let accounts = rig.accounts(ListQuery::default()).await.rows;
    let user_name = |at: usize| accounts[at].user_name.clone().expect("has one");
    let csv = format!(
        "userPrincipalName,displayName,manager\n{},Another Name,{}\n{},Somebody,\nnew@x.example,New,{}\n",
        user_name(0),
        user_name(1),
        user_name(1),
        user_name(0),
    );
    let reading = rig
        .desk
        .people_read_bytes("people.csv".into(), csv.into_bytes())
        .await
        .expect("is read");
    let columns = reading.columns.into_iter();
    let keep = KeepPeople {
        reading: reading.reading,
        directory: None,
        name: "People".into(),
        columns: columns
            .map(|column| ColumnChoice {
                header: column.header,
                attribute: column.attribute,
            })
            .collect(),
        id_attribute: "userPrincipalName".into(),
    };
    let directory = rig.desk.people_keep(keep).await.expect("is kept").id;
    let choice = ChooseDirectory {
        tenant: rig.tenant.clone(),
        directory: Some(directory),
    };
    rig.desk.directory_choose(choice).await.expect("is chosen");
    let mut mappings = rig.desk.mappings_get(rig.id()).await.expect("are there").mappings;
    mappings.assignment.who = Who::All;
    let build = |person: String| BuildRequests {
        tenant: rig.tenant.clone(),
        object: ObjectKind::User,
        person,
        mappings: Some(mappings.clone()),
        profile: Some(RequestProfile::Rfc7644),
    };

    let known = rig.desk.requests_build(build(user_name(0))).await.expect("are built");
    assert_eq!(known.account.as_ref(), Some(&accounts[0].id));
    let update = known.update.expect("an account was found");
    let bodies: String = update.iter().map(|request| request.body.as_str()).collect();
    assert!(bodies.contains("Another Name"), "{bodies}");
    assert!(
        bodies.contains(&accounts[1].id),
        "the manager's id at the app: {bodies}"
    );
    assert!(
        update
            .iter()
            .all(|request| request.path == format!("/Users/{}", accounts[0].id))
    );

    let new = rig
        .desk
        .requests_build(build("new@x.example".into()))
        .await
        .expect("are built");
    assert_eq!((new.account, new.update), (None, None));
    assert_eq!(
        (new.create[0].method.as_str(), new.create[0].path.as_str()),
        ("POST", "/Users")
    );
    assert!(new.create[1].body.contains(&accounts[0].id), "{}", new.create[1].body);
    assert_eq!(rig.writes(), [], "nothing is sent");
}
