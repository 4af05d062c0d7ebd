-- What a schema was imported from, whole and as it came: it holds more than the versions made from it.
CREATE TABLE mapping_import (
    id     INTEGER PRIMARY KEY,
    tenant TEXT NOT NULL,
    text   TEXT NOT NULL
) STRICT;

CREATE INDEX mapping_import_tenant ON mapping_import (tenant);

-- Every version of a tenant's mappings, numbered from 1.
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

CREATE TRIGGER mapping_version_stays BEFORE UPDATE ON mapping_version
BEGIN SELECT RAISE(ABORT, 'a version of mappings never changes'); END;
