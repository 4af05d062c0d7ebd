-- People and groups from elsewhere. They are lists as a tenant's accounts and groups are: `snapshot.tenant` is then the
-- directory's id. `body.raw` holds the attributes as a JSON object, `item.external_id` the id once more, so that a search
-- finds it.
CREATE TABLE directory (
    id          TEXT NOT NULL PRIMARY KEY,
    name        TEXT NOT NULL,
    -- The name in lower case.
    name_key    TEXT NOT NULL UNIQUE,
    origin      TEXT NOT NULL,
    imported_at INTEGER NOT NULL,
    notes       TEXT NOT NULL
) STRICT;

-- Where a tenant's people are from; null: nowhere yet.
ALTER TABLE tenant ADD COLUMN directory TEXT;

-- Who is assigned to a tenant's app: `kind` 0 for a person, 1 for a group. A null role is Default Access.
CREATE TABLE assignment (
    tenant    TEXT NOT NULL,
    kind      INTEGER NOT NULL CHECK (kind IN (0, 1)),
    principal TEXT NOT NULL,
    role      TEXT,
    PRIMARY KEY (tenant, kind, principal)
) STRICT, WITHOUT ROWID;
