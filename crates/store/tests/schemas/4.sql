CREATE TABLE block (
    first    INTEGER PRIMARY KEY,
    count    INTEGER NOT NULL,
    active   INTEGER NOT NULL,
    inactive INTEGER NOT NULL,
    not_seen INTEGER NOT NULL,
    -- Rows whose members are unknown.
    closed   INTEGER NOT NULL
, letters INTEGER) STRICT;

CREATE TABLE body (
    key INTEGER PRIMARY KEY,
    raw TEXT NOT NULL
) STRICT;

CREATE TABLE edit (
    snapshot INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    id       TEXT NOT NULL,
    at       INTEGER NOT NULL,
    -- Keys before and after; null where there was or is none.
    was      INTEGER,
    became   INTEGER,
    PRIMARY KEY (snapshot, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE grp (
    body INTEGER PRIMARY KEY,
    id   TEXT NOT NULL
) STRICT;

CREATE TABLE identity (
    snapshot INTEGER NOT NULL,
    id       TEXT NOT NULL,
    key      INTEGER NOT NULL,
    body     INTEGER NOT NULL,
    hash     INTEGER NOT NULL,
    PRIMARY KEY (snapshot, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE identity_run (
    key  INTEGER PRIMARY KEY,
    id   TEXT NOT NULL,
    body INTEGER NOT NULL,
    hash INTEGER NOT NULL
) STRICT;

CREATE TABLE item (
    key           INTEGER PRIMARY KEY,
    body          INTEGER NOT NULL,
    id            TEXT NOT NULL,
    name          TEXT NOT NULL,
    user_name     TEXT,
    email         TEXT,
    external_id   TEXT,
    active        INTEGER,
    title         TEXT,
    department    TEXT,
    created       INTEGER,
    last_modified INTEGER,
    last_seen     INTEGER NOT NULL,
    not_seen      INTEGER NOT NULL,
    members       INTEGER
) STRICT;

CREATE TABLE journal (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    at           INTEGER NOT NULL,
    os_user      TEXT NOT NULL,
    tenant       TEXT NOT NULL,
    tenant_name  TEXT NOT NULL,
    change       TEXT NOT NULL,
    account      TEXT NOT NULL,
    account_name TEXT NOT NULL,
    requests     TEXT NOT NULL,
    before       TEXT,
    ended_at     INTEGER,
    outcome      TEXT,
    sentence     TEXT,
    exchanges    TEXT,
    after        TEXT
) STRICT;

CREATE TABLE mapping_import (
    id     INTEGER PRIMARY KEY,
    tenant TEXT NOT NULL,
    text   TEXT NOT NULL
) STRICT;

CREATE TABLE mapping_version (
    tenant   TEXT NOT NULL,
    number   INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    author   TEXT NOT NULL,
    note     TEXT NOT NULL,
    mappings TEXT NOT NULL,
    imported INTEGER REFERENCES mapping_import (id),
    PRIMARY KEY (tenant, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE membership (
    grp      INTEGER NOT NULL,
    position INTEGER NOT NULL,
    member   TEXT NOT NULL,
    name     TEXT,
    kind     INTEGER NOT NULL,
    PRIMARY KEY (grp, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE run (
    key           INTEGER PRIMARY KEY,
    body          INTEGER NOT NULL,
    id            TEXT NOT NULL,
    name          TEXT NOT NULL,
    user_name     TEXT,
    email         TEXT,
    external_id   TEXT,
    active        INTEGER,
    title         TEXT,
    department    TEXT,
    created       INTEGER,
    last_modified INTEGER,
    last_seen     INTEGER NOT NULL,
    not_seen      INTEGER NOT NULL,
    members       INTEGER
) STRICT;

CREATE TABLE snapshot (
    id           INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id < 2147483648),
    tenant       TEXT NOT NULL,
    kind         INTEGER NOT NULL,
    -- 0 being built, 1 current, 2 to be swept
    state        INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)),
    -- Who builds it: names a lock file that the system releases when the process ends.
    builder      TEXT NOT NULL,
    begun_at     INTEGER NOT NULL,
    fetched_at   INTEGER,
    -- 0 proven, 1 unproven, 2 known partial
    completeness INTEGER CHECK (completeness IN (0, 1, 2)),
    evidence     TEXT,
    -- Grows with every edit; the snapshot's first revision is greater than the last one of the snapshot before.
    revision     INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE tenant (
    id              TEXT NOT NULL PRIMARY KEY,
    name            TEXT NOT NULL,
    -- The name in lower case.
    name_key        TEXT NOT NULL UNIQUE,
    app             TEXT NOT NULL,
    url             TEXT NOT NULL,
    safety          TEXT NOT NULL,
    environment     TEXT NOT NULL,
    rate            REAL NOT NULL,
    extra_ca        TEXT,
    created_at      INTEGER NOT NULL,
    practice        INTEGER NOT NULL CHECK (practice IN (0, 1)),
    deactivate_form TEXT,
    test_at         INTEGER,
    test_verdict    TEXT,
    test_report     TEXT
, groups_offered INTEGER CHECK (groups_offered IN (0, 1))) STRICT;

CREATE TABLE vanished (
    tenant    TEXT NOT NULL,
    kind      INTEGER NOT NULL,
    id        TEXT NOT NULL,
    name      TEXT NOT NULL,
    last_seen INTEGER NOT NULL,
    noticed   INTEGER NOT NULL,
    PRIMARY KEY (tenant, kind, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX journal_tenant ON journal (tenant, account, id);

CREATE INDEX mapping_import_tenant ON mapping_import (tenant);

CREATE INDEX membership_member ON membership (member, grp);

CREATE UNIQUE INDEX snapshot_current ON snapshot (tenant, kind) WHERE state = 1;

CREATE INDEX snapshot_state ON snapshot (state);

CREATE TRIGGER journal_begins_open BEFORE INSERT ON journal
WHEN NEW.outcome IS NOT NULL OR NEW.ended_at IS NOT NULL OR NEW.sentence IS NOT NULL
  OR NEW.exchanges IS NOT NULL OR NEW.after IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a journal entry begins without an outcome'); END;

CREATE TRIGGER journal_ends_once BEFORE UPDATE ON journal
WHEN OLD.outcome IS NOT NULL OR NEW.outcome IS NULL
  OR NEW.id IS NOT OLD.id OR NEW.at IS NOT OLD.at OR NEW.os_user IS NOT OLD.os_user
  OR NEW.tenant IS NOT OLD.tenant OR NEW.tenant_name IS NOT OLD.tenant_name OR NEW.change IS NOT OLD.change
  OR NEW.account IS NOT OLD.account OR NEW.account_name IS NOT OLD.account_name
  OR NEW.requests IS NOT OLD.requests OR NEW.before IS NOT OLD.before
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_keeps_everything BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER mapping_version_stays BEFORE UPDATE ON mapping_version
BEGIN SELECT RAISE(ABORT, 'a version of mappings never changes'); END;
