-- Whether the app has groups over SCIM, as its server last showed; null until it was asked.
ALTER TABLE tenant ADD COLUMN groups_offered INTEGER CHECK (groups_offered IN (0, 1));

-- What the last connection test saw.
UPDATE tenant SET groups_offered = json_extract(test_report, '$.capabilities.groupsOffered')
WHERE json_valid(test_report);
