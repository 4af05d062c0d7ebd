//! A process that is killed in the middle of a refresh, or of an import: the old list or the new one is there, whole, and nothing
//! else for long.
//!
//! The process is this test binary once more, which runs `a_refresh_to_be_killed` or `an_import_to_be_killed` alone and without end.

use std::{
    env,
    io::{BufRead as _, BufReader},
    ops::ControlFlow,
    process::{Command, Stdio},
};

use scimdesk_store::{
    Completeness, Departed, Fetch, Finish, Kind, Member, NewDirectory, NewGroup, NewPerson, NewResource, Query, Store,
    StoreError,
};

use crate::support::{Desk, KEY, TENANT, account, at, desk, group, list, raw, rows_of_all_tables, searched, settle};

const CACHE: &str = "SCIMDESK_TEST_CACHE";
const ROWS: u32 = 1_500;
const DIRECTORY: &str = "7d0c3b0e-0000-4000-8000-000000000001";

/// All rows of a generation have its name.
fn rows(generation: u32) -> Vec<NewResource> {
    (0..ROWS)
        .map(|id| account(&id.to_string(), &format!("Generation {generation} of {id}")))
        .collect()
}

fn refresh(store: &Store, generation: u32, mut step: impl FnMut(&str)) -> Result<(), StoreError> {
    let now = at(i64::from(generation));
    let mut writer = store.begin_listing(TENANT, Kind::User, now)?;
    step("begun");
    for page in rows(generation).chunks(100) {
        writer.append(page.to_vec(), now)?;
        step("page");
    }
    step("finishing");
    writer.finish(Finish {
        completeness: Completeness::Proven,
        evidence: generation.to_string(),
        at: now,
    })?;
    step("finished");
    Ok(())
}

#[test]
#[ignore = "runs without end: it is the process that a_refresh_killed_at_any_moment_leaves_a_whole_list starts and kills"]
fn a_refresh_to_be_killed() {
    use std::io::Write as _;
    let Some(path) = env::var_os(CACHE) else { return };
    let store = Store::open(path.as_ref(), &KEY).unwrap();
    let mut out = std::io::stdout().lock();
    for generation in 1.. {
        refresh(&store, generation, |step| {
            writeln!(out, "at {step}").unwrap();
            out.flush().unwrap();
        })
        .unwrap();
    }
}

/// Starts one of the processes that run without end and kills it after it has said `lines` lines, and `spin` moments more.
fn kill_one(desk: &Desk, work: &str, lines: usize, spin: u32) {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", work, "--ignored", "--nocapture", "--test-threads=1"])
        .env(CACHE, desk.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let said = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok);
    let heard = said.filter(|line| line.starts_with("at ")).take(lines).count();
    // Not to wait for anything: to hit moments between two lines.
    (0..spin).for_each(|_| std::thread::yield_now());
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(heard, lines, "the process ended by itself");
}

fn assert_whole(store: &Store) {
    let listing = store.listing(TENANT, Kind::User).unwrap().unwrap();
    assert_eq!(listing.count, u64::from(ROWS));
    let generation = format!("Generation {} of", listing.evidence);
    let page = store.page(TENANT, Kind::User, &Query::default(), 0, ROWS + 1).unwrap();
    assert_eq!(page.rows.len(), ROWS as usize);
    assert!(
        page.rows.iter().all(|row| row.name.starts_with(&generation)),
        "two generations in one list"
    );
    let found = store
        .count(TENANT, Kind::User, &searched(&generation), || true)
        .unwrap();
    assert_eq!(found, Some(u64::from(ROWS)), "the index does not belong to the list");
    assert_eq!(
        store
            .count(TENANT, Kind::User, &searched("generation"), || true)
            .unwrap(),
        Some(u64::from(ROWS))
    );
    assert_eq!(store.vanished(TENANT, Kind::User, 0, 10).unwrap(), []);
    for id in [0, ROWS / 2, ROWS - 1] {
        let row = store.resource(TENANT, Kind::User, &id.to_string()).unwrap().unwrap();
        assert!(row.raw.contains(&generation), "{}", row.raw);
    }
}

#[test]
fn a_refresh_killed_at_any_moment_leaves_a_whole_list() {
    let desk = desk();
    refresh(&desk.store, 0, |_| {}).unwrap();
    let clean = rows_of_all_tables(&desk);
    // The first lines of a round are `begun`, fifteen times `page`, `finishing` and `finished`.
    for (round, lines) in [1, 2, 9, 16, 17, 17, 17, 18, 19, 25, 35, 35, 36]
        .into_iter()
        .enumerate()
    {
        let spin = u32::try_from(round).unwrap() * 37 % 200;
        kill_one(&desk, "killed::a_refresh_to_be_killed", lines, spin);
        // As it is seen by a process that was there all the time, and by one that comes.
        assert_whole(&desk.store);
        let store = Store::open(&desk.path(), &KEY).unwrap();
        assert_whole(&store);
        settle(&store);
        assert_whole(&store);

        assert_eq!(rows_of_all_tables(&desk), clean, "after a kill at line {lines}");
        let indexes: i64 = raw(&desk.path())
            .query_row(
                "SELECT count(*) FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE search%'",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(indexes, 1);
    }
    let check: String = raw(&desk.path())
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(check, "ok");
    let left: Vec<_> = std::fs::read_dir(desk.directory.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("builder"))
        .collect();
    assert_eq!(
        left.len(),
        1,
        "but for the lock of the process that lives, none is left: {left:?}"
    );
}

#[test]
fn a_refresh_that_lives_in_another_process_is_not_swept() {
    let desk = desk();
    list(
        &desk.store,
        Kind::Group,
        &[group("g", "Staff", None)],
        Completeness::Proven,
        1,
    );
    let other = Store::open(&desk.path(), &KEY).unwrap();
    let mut writer = other.begin_listing(TENANT, Kind::User, at(1)).unwrap();
    writer.append(rows(1), at(1)).unwrap();
    // Opening sweeps, and so does a listing.
    drop(Store::open(&desk.path(), &KEY).unwrap());
    list(
        &desk.store,
        Kind::Group,
        &[group("g", "Staff", None)],
        Completeness::Proven,
        2,
    );
    let error = desk.store.begin_listing(TENANT, Kind::User, at(1)).err();
    assert!(matches!(error, Some(StoreError::BeingRefreshed)), "{error:?}");
    writer
        .finish(Finish {
            completeness: Completeness::Proven,
            evidence: "1".to_owned(),
            at: at(1),
        })
        .unwrap();
    assert_whole(&desk.store);
}

/// People of a generation, all in one group, which has its name too.
fn import(store: &Store, generation: u32, mut step: impl FnMut(&str)) -> Result<(), StoreError> {
    let people = (0..ROWS).map(|id| NewPerson {
        id: id.to_string(),
        name: format!("Generation {generation} of {id}"),
        user_name: None,
        mail: None,
        title: None,
        department: None,
        enabled: None,
        attributes: format!("{{\"objectId\":\"{id}\",\"city\":\"Generation {generation}\"}}"),
    });
    let members = (0..ROWS).map(|id| Member {
        id: id.to_string(),
        name: None,
        kind: Kind::User,
    });
    let group = NewGroup {
        id: "g".to_owned(),
        name: format!("Generation {generation}"),
        attributes: "{}".to_owned(),
        members: members.collect(),
    };
    let directory = NewDirectory {
        id: DIRECTORY.to_owned(),
        name: "HR".to_owned(),
        origin: generation.to_string(),
        imported_at: at(i64::from(generation)),
        notes: String::new(),
    };
    step("begun");
    let told = std::cell::RefCell::new(&mut step);
    let people = people.inspect(|person| {
        if person.id.ends_with("00") {
            told.borrow_mut()("people");
        }
    });
    let groups = std::iter::once(group).inspect(|_| told.borrow_mut()("group"));
    let left = |number: u32| Departed {
        kind: Kind::User,
        id: format!("left {number}"),
        name: format!("Generation {number}"),
        gone: false,
        at: at(i64::from(number)),
    };
    let fetch = Fetch {
        departed: vec![left(generation)],
        back: vec![(Kind::User, vec![left(generation.wrapping_sub(1)).id])],
        watermark: Some(generation.to_string()),
        completeness: Completeness::Proven,
        evidence: generation.to_string(),
        at: at(i64::from(generation)),
    };
    store.refresh_directory(directory, people.map(Ok), groups, fetch)?;
    step("finished");
    Ok(())
}

#[test]
#[ignore = "runs without end: it is the process that an_import_killed_at_any_moment_leaves_a_whole_directory starts and kills"]
fn an_import_to_be_killed() {
    use std::io::Write as _;
    let Some(path) = env::var_os(CACHE) else { return };
    let store = Store::open(path.as_ref(), &KEY).unwrap();
    let mut out = std::io::stdout().lock();
    for generation in 1.. {
        import(&store, generation, |step| {
            writeln!(out, "at {step}").unwrap();
            out.flush().unwrap();
        })
        .unwrap();
    }
}

fn assert_whole_directory(store: &Store) {
    let directory = store.directory(DIRECTORY).unwrap().unwrap();
    assert_eq!((directory.people, directory.groups), (u64::from(ROWS), 1));
    let generation = format!("Generation {}", directory.origin);
    let source = store.directory_source(DIRECTORY).unwrap().unwrap();
    assert_eq!(
        (source.watermark, source.evidence),
        (Some(directory.origin.clone()), Some(directory.origin.clone())),
        "a watermark of another fetch"
    );
    let left = store.departed(DIRECTORY, Kind::User).unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].name, generation, "who left by another fetch");
    let mut read = 0;
    store
        .each_person(DIRECTORY, |person| {
            read += 1;
            assert!(person.name.starts_with(&format!("{generation} of")), "{}", person.name);
            assert!(
                person.attributes.contains(&format!("\"{generation}\"")),
                "{}",
                person.attributes
            );
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(read, ROWS);
    let groups = store.directory_groups(DIRECTORY, "", 0, 10).unwrap();
    assert_eq!(groups.rows[0].name, generation, "people and groups of two imports");
    assert_eq!(store.people_in_group(DIRECTORY, "g").unwrap(), u64::from(ROWS));
    assert_eq!(
        store
            .people(DIRECTORY, &format!("{generation} of 7"), 0, 1)
            .unwrap()
            .rows
            .len(),
        1
    );
}

#[test]
fn an_import_killed_at_any_moment_leaves_a_whole_directory() {
    let desk = desk();
    let empty = NewDirectory {
        id: DIRECTORY.to_owned(),
        name: "HR".to_owned(),
        origin: String::new(),
        imported_at: at(0),
        notes: String::new(),
    };
    desk.store.replace_directory(empty, [], []).unwrap();
    desk.store.save_directory_source(DIRECTORY, "{}").unwrap();
    import(&desk.store, 0, |_| {}).unwrap();
    settle(&desk.store);
    let clean = rows_of_all_tables(&desk);
    // The first lines of a round are `begun`, fifteen times `people`, `group` and `finished`.
    for (round, lines) in [1, 2, 9, 16, 17, 17, 17, 17, 18, 18, 19, 34, 35]
        .into_iter()
        .enumerate()
    {
        let spin = u32::try_from(round).unwrap() * 41 % 300;
        kill_one(&desk, "killed::an_import_to_be_killed", lines, spin);
        assert_whole_directory(&desk.store);
        let store = Store::open(&desk.path(), &KEY).unwrap();
        assert_whole_directory(&store);
        settle(&store);
        assert_whole_directory(&store);
        assert_eq!(rows_of_all_tables(&desk), clean, "after a kill at line {lines}");
    }
}
