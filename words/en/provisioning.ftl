### What provisioning says: plans, cycles, the log, links, drift, directories that are read again and again.

tray-tooltip = Scimdesk
tray-open = Open Scimdesk
tray-pause = Pause all cycles
tray-quit = Quit Scimdesk

## Plans

plan-constant = “{ $value }”
plan-why-gone = deleted for good in the directory
plan-why-deleted = deleted in the directory
plan-why-absent = no longer in the directory
plan-note-account-not-seen = The cached list does not have this account. It is read, and what differs found out, before anything is sent.
