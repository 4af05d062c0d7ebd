### What provisioning says: plans, cycles, the log, links, drift, directories that are read again and again.

tray-tooltip = Scimdesk
tray-open = Open Scimdesk
tray-pause = Pause all cycles
tray-quit = Quit Scimdesk
