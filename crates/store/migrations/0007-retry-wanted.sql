-- A hash of what was to be sent when it failed: something else is tried at once. Null: not known.
ALTER TABLE retry ADD COLUMN wanted INTEGER;
