CREATE TABLE account_link (
    tenant       TEXT NOT NULL,
    kind         INTEGER NOT NULL CHECK (kind IN (0, 1)),
    person       TEXT NOT NULL,
    account      TEXT NOT NULL,
    person_name  TEXT NOT NULL,
    account_name TEXT NOT NULL,
    -- 0 managed, 1 disabled, 2 departed
    state        INTEGER NOT NULL CHECK (state IN (0, 1, 2)),
    origin       TEXT NOT NULL,
    -- A hash of everything that was wanted when the account was last brought in line; null: not yet, or to be done again.
    wanted       INTEGER,
    -- What was written, by target attribute: JSON.
    written      TEXT NOT NULL,
    since        INTEGER NOT NULL,
    changed_at   INTEGER,
    -- When the person left the scope or the directory.
    left_at      INTEGER,
    PRIMARY KEY (tenant, kind, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE assignment (
    tenant    TEXT NOT NULL,
    kind      INTEGER NOT NULL CHECK (kind IN (0, 1)),
    principal TEXT NOT NULL,
    role      TEXT,
    PRIMARY KEY (tenant, kind, principal)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE cycle (
    tenant   TEXT NOT NULL,
    number   INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    state    TEXT NOT NULL,
    began_at INTEGER NOT NULL,
    ended_at INTEGER,
    counts   TEXT NOT NULL,
    error    TEXT,
    PRIMARY KEY (tenant, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE departed (
    directory TEXT NOT NULL,
    kind      INTEGER NOT NULL CHECK (kind IN (0, 1)),
    id        TEXT NOT NULL,
    name      TEXT NOT NULL,
    gone      INTEGER NOT NULL CHECK (gone IN (0, 1)),
    at        INTEGER NOT NULL,
    PRIMARY KEY (directory, kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE directory (
    id          TEXT NOT NULL PRIMARY KEY,
    name        TEXT NOT NULL,
    -- The name in lower case.
    name_key    TEXT NOT NULL UNIQUE,
    origin      TEXT NOT NULL,
    imported_at INTEGER NOT NULL,
    notes       TEXT NOT NULL
) STRICT;

CREATE TABLE directory_source (
    directory    TEXT NOT NULL PRIMARY KEY,
    source       TEXT NOT NULL,
    watermark    TEXT,
    refreshed_at INTEGER,
    -- 0 proven, 1 unproven, 2 known partial
    completeness INTEGER CHECK (completeness IN (0, 1, 2)),
    evidence     TEXT,
    test         TEXT
) STRICT;

CREATE TABLE drift_rule (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant TEXT NOT NULL,
    rule   TEXT NOT NULL
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

CREATE TABLE in_flight (
    tenant  TEXT NOT NULL,
    kind    INTEGER NOT NULL CHECK (kind IN (0, 1)),
    person  TEXT NOT NULL,
    action  TEXT NOT NULL,
    journal INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (tenant, kind, person)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE log (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant       TEXT NOT NULL,
    at           INTEGER NOT NULL,
    cycle        INTEGER,
    kind         INTEGER NOT NULL CHECK (kind IN (0, 1)),
    action       TEXT NOT NULL,
    status       TEXT NOT NULL,
    person       TEXT,
    name         TEXT NOT NULL,
    account      TEXT,
    account_name TEXT,
    code         TEXT,
    sentence     TEXT NOT NULL,
    duration_ms  INTEGER NOT NULL,
    journal      INTEGER,
    -- Steps, modified properties, error: in the caller's form.
    record       TEXT NOT NULL
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

CREATE TABLE plan (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant  TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    -- What it was made from, in the caller's form.
    ground  TEXT NOT NULL,
    -- What it sums up, in the caller's form; null while it is being written.
    summary TEXT
, for_cycle INTEGER NOT NULL DEFAULT 0 CHECK (for_cycle IN (0, 1))) STRICT;

CREATE TABLE plan_item (
    plan         INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    kind         INTEGER NOT NULL CHECK (kind IN (0, 1)),
    action       TEXT NOT NULL,
    state        TEXT NOT NULL,
    person       TEXT,
    person_name  TEXT,
    account      TEXT,
    account_name TEXT,
    -- The change whole, in the caller's form.
    change       TEXT NOT NULL,
    outcome      TEXT,
    log          INTEGER,
    PRIMARY KEY (plan, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE provisioning (
    tenant      TEXT NOT NULL PRIMARY KEY,
    settings    TEXT,
    state       TEXT,
    owner       TEXT,
    owner_until INTEGER
) STRICT;

CREATE TABLE retry (
    tenant       TEXT NOT NULL,
    kind         INTEGER NOT NULL CHECK (kind IN (0, 1)),
    person       TEXT NOT NULL,
    part         INTEGER NOT NULL CHECK (part IN (0, 1)),
    attempts     INTEGER NOT NULL,
    first_failed INTEGER NOT NULL,
    last_failed  INTEGER NOT NULL,
    next_at      INTEGER NOT NULL,
    code         TEXT NOT NULL,
    sentence     TEXT NOT NULL, wanted INTEGER,
    PRIMARY KEY (tenant, kind, person, part)
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

CREATE TABLE staged (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant   TEXT NOT NULL,
    kind     INTEGER NOT NULL CHECK (kind IN (0, 1)),
    person   TEXT NOT NULL,
    name     TEXT NOT NULL,
    account  TEXT NOT NULL,
    action   TEXT NOT NULL,
    -- Of what was wanted when it was staged: another change is another question.
    wanted   INTEGER NOT NULL,
    why      TEXT NOT NULL,
    since    INTEGER NOT NULL,
    decision INTEGER NOT NULL DEFAULT 0 CHECK (decision IN (0, 1, 2)),
    UNIQUE (tenant, kind, person)
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
, groups_offered INTEGER CHECK (groups_offered IN (0, 1)), directory TEXT) STRICT;

CREATE TABLE vanished (
    tenant    TEXT NOT NULL,
    kind      INTEGER NOT NULL,
    id        TEXT NOT NULL,
    name      TEXT NOT NULL,
    last_seen INTEGER NOT NULL,
    noticed   INTEGER NOT NULL,
    PRIMARY KEY (tenant, kind, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX account_link_account ON account_link (tenant, kind, account);

CREATE INDEX journal_tenant ON journal (tenant, account, id);

CREATE INDEX log_at ON log (tenant, at);

CREATE INDEX mapping_import_tenant ON mapping_import (tenant);

CREATE INDEX membership_member ON membership (member, grp);

CREATE INDEX plan_item_state ON plan_item (plan, kind, action, state);

CREATE INDEX plan_tenant ON plan (tenant, id);

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

CREATE TRIGGER log_stays BEFORE UPDATE ON log
BEGIN SELECT RAISE(ABORT, 'a record of the log never changes'); END;

CREATE TRIGGER mapping_version_stays BEFORE UPDATE ON mapping_version
BEGIN SELECT RAISE(ABORT, 'a version of mappings never changes'); END;
