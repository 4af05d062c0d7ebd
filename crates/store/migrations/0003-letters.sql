-- The characters of a block's texts, as a set of bits, so that a search for a few characters passes by the blocks that lack one.
-- Null where they are not known: in lists that were written before.
ALTER TABLE block ADD COLUMN letters INTEGER;
