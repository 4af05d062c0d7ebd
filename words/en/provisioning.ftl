### What provisioning says: plans, cycles, the log, links, drift, directories that are read again and again.

tray-tooltip = Scimdesk
tray-open = Open Scimdesk
tray-pause = Pause all cycles
tray-quit = Quit Scimdesk

## Messages to people who do not look: e-mail, webhook, this computer
notify-test = Scimdesk: a test message for { $tenant }
notify-test-text = Messages about { $tenant } arrive here.
notify-quarantine = { $tenant }: provisioning is in quarantine
    .next = Open Scimdesk to see the reason and what to do. Until then it is tried again less and less often.
notify-quarantine-text = { $sentence }
notify-disabled = { $tenant }: provisioning is switched off
    .next = Open Scimdesk, mend the cause, then start provisioning again.
notify-disabled-text = It was in quarantine for four weeks.
notify-staged = { $tenant }: { $count ->
        [1] one account waits
       *[other] { $count } accounts wait
    } for your decision
    .next = Open Scimdesk to allow or deny them. Nothing happens to them until then.
notify-staged-text = { $sentence }
notify-failures = { $tenant }: { $count ->
        [1] one failure
       *[other] { $count } failures
    } in the last cycle
    .next = They are tried again by themselves. The log says what to do about each.
notify-failures-text = What failed:
notify-failures-more = { $count } more
notify-token-expires = { $tenant }: the secret token expires { $days ->
        [1] tomorrow at the latest
       *[other] within { $days } days
    }
    .next = Make a new one at the app, and replace it in Scimdesk before that day.
notify-token-expired = { $tenant }: the secret token has expired
    .next = Make a new one at the app, and replace it in Scimdesk.
notify-token-text = The last day noted for it is { $day }.
notify-webhook-status = it answered with status { $status }
notify-timeout = there was no answer in time
notify-no-connection = there is no connection to the server
notify-mail-sign-in = the server refused user name or password
notify-mail-status = the server answered with { $status }
notify-mail-tls = no secure connection could be made

## Settings of provisioning that cannot be used
settings-webhook-invalid = a webhook has an https URL, without user name and password in it
settings-address-invalid = "{ $address }" is no e-mail address
settings-mail-password-missing = the mail server's user needs a password
settings-mail-host-invalid = a mail server is named by its host name or address alone
settings-mail-port-invalid = a port is a number from 1 to 65,535
settings-mail-not-secure = a mail server is used without TLS on this computer only
settings-interval-range = the time between two cycles is 1 minute to a week
settings-days-range = a number of days is 1 to 3,650
settings-hours-range = a number of hours is 1 to 8,760
settings-share-range = a share is 0 to 100 percent
settings-guard-without-limit = accidental deletions are prevented by a number, a share or both
settings-quarantine-range = the thresholds of quarantine are at least 1, the share at most 100 percent, and the total no less than the failures without references
settings-too-many = at most { $most } addresses and patterns
settings-day-invalid = a day is written as 2027-01-31

## Cycles
cycle-owner = { $program } on { $machine } (process { $process })
cycle-missing-read-only = The tenant is read-only: nothing is ever changed in it.
cycle-missing-directory = No directory is chosen from which its people are taken.
cycle-missing-assignments = Nobody is assigned, and only assigned people and groups are in scope.
cycle-missing-mappings = The mappings have an error: { $detail }
cycle-status-not-configured = Something is missing before cycles can run.
cycle-status-off = Cycles are off: nothing is sent by itself.
cycle-status-not-run = Cycles are on; the first one has not ended yet.
cycle-status-active = Cycles are on, { $minutes ->
        [1] one minute
       *[other] { $minutes } minutes
    } after the end of the last.
cycle-status-paused = Cycles are paused. They go on where they were when they are started again.
cycle-status-disabled = Cycles were switched off after four weeks in quarantine.
cycle-too-many-deletes = { $count ->
        [1] One account or group waits
       *[other] { $count } accounts and groups wait
    } for a person before being switched off or deleted. Other changes go on.
cycle-too-many-deletes-next = Look at them, then allow or deny each, or all.

## Links
links-set = { $person } is linked with { $account }.
links-replaced = { $person } is linked with { $account }, and no longer with { $before }.
links-removed = { $person } is no longer linked with { $account }.
links-taken = { $account } is linked with { $person } already
links-none = { $person } is not linked with anything
links-in-flight = a change of { $person } was interrupted, and what became of it is not known until the next cycle or provisioning on demand

## Drift
drift-local = { $name } matches nobody in the directory.
drift-unassigned = { $name } matches { $person }, who is not in scope. Once linked, it is treated as the account of somebody who left.
drift-unlinked = { $name } matches { $person }, who is in scope, and is not linked yet.
drift-changed = { $count ->
        [1] One attribute
       *[other] { $count } attributes
    } of { $name } changed at the app since Scimdesk wrote { $count ->
        [1] it
       *[other] them
    }.
drift-orphan = { $name } is switched off and matches nobody in the directory.
drift-orphan-left = { $name } is switched off, and { $person } is no longer in the directory.
drift-duplicate = { $name } is one of several that match { $person }.
drift-duplicate-linked = { $name } matches { $person }, who has another account already.
drift-missing = { $name } is gone at the app. It was linked with { $person }.
drift-repair = The next cycle writes to { $name } what the mappings give.
drift-accepted = What the app has of { $name } is taken as written.
drift-no-remedy = this cannot be done about { $name }
drift-several = several of these match { $person }, and only one can be linked
drift-pattern-missing = a rule needs a name, in which * stands for any text
drift-too-many-rules = at most { $most } rules
cycle-protected = Not sent: the settings protect this name.
cycle-denied = Not sent: a person denied it.
cycle-staged = Not sent: it waits for a person.
cycle-staged-log = { $name } would lose the account in a cycle that takes away too many at once. It waits for a person.
cycle-tripped-count = { $losing } accounts and groups would be switched off or deleted at once; more than { $limit } ask a person first.
cycle-tripped-share = { $losing } of { $linked } would be switched off or deleted at once; more than { $limit } percent ask a person first.
cycle-too-many-failures = { $failed ->
        [1] One object
       *[other] { $failed } objects
    } failed in one cycle: too many to go on as usual.
cycle-too-many-failures-next = Look at the failures in the log, mend their cause, then start again.
