### What provisioning says: plans, cycles, the log, links, drift, directories that are read again and again.
