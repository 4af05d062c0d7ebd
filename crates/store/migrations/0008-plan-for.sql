-- Whether it was made for a cycle, which sends it at once, and not for a person.
ALTER TABLE plan ADD COLUMN for_cycle INTEGER NOT NULL DEFAULT 0 CHECK (for_cycle IN (0, 1));
