-- Where a directory is read from again and again. `source`, `test` and `evidence` are in the caller's form, `watermark` in the source's.
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

-- People (0) and groups (1) who were in a directory: 0 soft-deleted, 1 gone for good.
CREATE TABLE departed (
    directory TEXT NOT NULL,
    kind      INTEGER NOT NULL CHECK (kind IN (0, 1)),
    id        TEXT NOT NULL,
    name      TEXT NOT NULL,
    gone      INTEGER NOT NULL CHECK (gone IN (0, 1)),
    at        INTEGER NOT NULL,
    PRIMARY KEY (directory, kind, id)
) STRICT, WITHOUT ROWID;

-- A tenant's provisioning: settings and state in the caller's form, and who runs its cycles until when.
CREATE TABLE provisioning (
    tenant      TEXT NOT NULL PRIMARY KEY,
    settings    TEXT,
    state       TEXT,
    owner       TEXT,
    owner_until INTEGER
) STRICT;

-- Who is linked to which account or group.
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

CREATE UNIQUE INDEX account_link_account ON account_link (tenant, kind, account);

-- A change on its way: begun, and not settled. What a killed process leaves here is looked up before it is repeated.
CREATE TABLE in_flight (
    tenant  TEXT NOT NULL,
    kind    INTEGER NOT NULL CHECK (kind IN (0, 1)),
    person  TEXT NOT NULL,
    action  TEXT NOT NULL,
    journal INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (tenant, kind, person)
) STRICT, WITHOUT ROWID;

-- What failed, and when it is tried again. `part` is 0 for the object, 1 for its references.
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
    sentence     TEXT NOT NULL,
    PRIMARY KEY (tenant, kind, person, part)
) STRICT, WITHOUT ROWID;

-- Disables and deletions that wait for a person. `decision`: 0 waiting, 1 allowed, 2 denied.
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

CREATE TABLE plan (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant  TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    -- What it was made from, in the caller's form.
    ground  TEXT NOT NULL,
    -- What it sums up, in the caller's form; null while it is being written.
    summary TEXT
) STRICT;

CREATE INDEX plan_tenant ON plan (tenant, id);

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

-- So that counting and deciding pass by the changes themselves.
CREATE INDEX plan_item_state ON plan_item (plan, kind, action, state);

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

-- The provisioning log.
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

CREATE INDEX log_at ON log (tenant, at);

CREATE TRIGGER log_stays BEFORE UPDATE ON log
BEGIN SELECT RAISE(ABORT, 'a record of the log never changes'); END;

CREATE TABLE drift_rule (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant TEXT NOT NULL,
    rule   TEXT NOT NULL
) STRICT;
