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
plan-why-unheard-of = in the directory neither now nor among those who left it
plan-note-account-not-seen = The cached list does not have this account. It is read, and what differs found out, before anything is sent.
plan-note-changed = What would be done now is something else: plan anew to see it.
plan-reason-in-scope = In scope: { $why }.
plan-reason-disabled = In scope, and disabled in the directory: { $why }.
plan-reason-out-of-scope = Out of scope: { $why }.
plan-reason-left = Taken as left: { $why }.
plan-reason-no-account = No account matches.
plan-reason-not-found-yet = No account was found in a list that is not proven complete. It is looked for once more before one is made.
plan-reason-matched = The account is there already, found by { $target }: { $value }.
plan-reason-changed = What the mappings give is something else than what was written last.
plan-reason-differs = The account has something else than what the mappings give.
plan-reason-late-reference = An account that it refers to has become known.
plan-reason-retry = It failed before, and is tried again.
plan-reason-left-before = The person left { $days ->
        [1] one day
       *[other] { $days } days
    } ago.
plan-reason-account-gone = The app does not have the account any more.
plan-why-differs = Differs: { $targets }.
plan-why-differs-more = Differs: { $targets } and { $more } more.
plan-withheld-directory = Withheld: nothing proves that they left. The directory was not read whole, or it has them neither now nor among those who left it.
plan-withheld-several = Withheld: several accounts match this person.
plan-withheld-of-another = Withheld: the account that matches is linked to somebody else.
plan-withheld-nothing-to-find-by = Withheld: no matching attribute has a value, so that nobody can say whether there is an account already.
plan-withheld-same = Withheld: somebody else in the directory has the same matching value.
plan-withheld-missing = Withheld: the linked account is gone at the app. Unlink the person, or let missing accounts be made anew.
plan-withheld-protected = Withheld: the name is protected from being disabled or deleted.
plan-effect-create = { $app } gets a new account or group.
plan-effect-link = It is linked from now on. Nothing is sent.
plan-effect-link-update = It is linked from now on, and { $count ->
        [1] one attribute changes
       *[other] { $count } attributes change
    }.
plan-effect-unseen = It is read first; what differs then is sent.
plan-effect-update = { $count ->
        [1] One attribute changes
       *[other] { $count } attributes change
    }.
plan-effect-members = { $added ->
        [0] Nobody is
        [1] One member is
       *[other] { $added } members are
    } added, { $removed ->
        [0] nobody is
        [1] one is
       *[other] { $removed } are
    } removed.
plan-effect-restore = The account is switched on again at { $app }.
plan-effect-off-already = The account is off already. Nothing is sent.
plan-effect-disable = { $app } switches the account off. It can be switched on again.
plan-effect-disable-deletes = { $app } deletes the account for good when it is switched off.
plan-effect-disable-refused = { $app } refuses to switch accounts off.
plan-effect-disable-assumed = By the SCIM standard { $app } switches the account off. Nothing more is published about it.
plan-effect-delete = { $app } deletes it for good.
plan-effect-delete-deactivates = { $app } keeps it, switched off.
plan-effect-delete-refused = { $app } refuses to delete it.
plan-effect-delete-assumed = By the SCIM standard { $app } deletes it for good. Nothing more is published about it.
plan-effect-forget = The link is forgotten. Nothing is sent.
plan-stale-mappings = Other mappings were saved since. Plan anew.
plan-stale-other-directory = The people come from another directory since. Plan anew.
plan-stale-directory = The directory was read anew since. Plan anew.
plan-warning-directory = { $directory } is not proven complete: nobody is disabled or deleted because it lacks them.
plan-warning-accounts = The list of accounts is not proven complete: each new account is looked for once more before it is made.
plan-warning-groups = The list of groups is not proven complete: each new group is looked for once more before it is made.
plan-warning-switch-off-deletes = This app deletes accounts for good when they are switched off.
plan-warning-withheld = { $count ->
        [1] One change
       *[other] { $count } changes
    }: { $why }
plan-skipped-disabled = { $count ->
        [1] One person is
       *[other] { $count } people are
    } disabled in the directory and { $count ->
        [1] gets
       *[other] get
    } no account.
plan-skipped-create-off = { $count ->
        [1] One person or group
       *[other] { $count } people or groups
    } without account: creating is switched off.
plan-skipped-update-off = { $count ->
        [1] One account or group differs
       *[other] { $count } accounts or groups differ
    }: updating is switched off.
plan-skipped-delete-off = { $count ->
        [1] One account or group stays
       *[other] { $count } accounts or groups stay
    }: deleting is switched off.
plan-skipped-out-of-scope = { $count ->
        [1] One account stays as it is, although its person
       *[other] { $count } accounts stay as they are, although their people
    } left the scope: so it is set.
plan-skipped-nothing-switches-off = { $count ->
        [1] One account stays as it is, although its person
       *[other] { $count } accounts stay as they are, although their people
    } left: no mapping says what becomes of them.
plan-file-title = Plan for { $tenant }
plan-file-made = Made { $at } from { $directory }, by version { $version } of the mappings.
plan-file-totals = { $people } in the directory, { $unchanged } unchanged, { $out } out of scope.
plan-file-columns = | What | Action | State | Count |
plan-file-attributes = | Attribute | From | To | Mapping |
plan-file-who = Directory: { $person }. App: { $account }.
plan-file-new = new
plan-file-large = it is too large
plan-file-no-json = line { $line } is no JSON
plan-file-no-plan = it is no plan
plan-file-version = it was written by another version of Scimdesk
plan-file-broken = line { $line }: { $why }
plan-file-changed = it was changed after it was written
plan-file-other-tenant = it is a plan for another tenant, { $tenant }
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
notify-webhook-missing = its URL is not in the vault: enter it again
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
## What came of one object: the log, an applied plan, provisioning on demand
# $action: create, link, update, restore, disable, delete, members, references. $attributes: those that it was about.
apply-failed = { $name } was not { $action ->
        [create] created
        [link] linked
        [restore] switched on again
        [disable] switched off
        [delete] deleted
        [members] given its members
        [references] given what it refers to
       *[other] updated
    } in { $app }{ $attributes ->
        [none] .
       *[other] { " " }({ $attributes }).
    } { $message }{ $said ->
        [none] { "" }
       *[other] { " " }{ $app } said: { $said }.
    }
apply-given-up = It has failed for 28 days: it is tried again when what is to be sent changes, in the directory or in the mappings, and after a restart.
apply-done = { $name }: { $action ->
        [create] created.
        [link] linked with { $account }.
        [update] updated.
        [restore] switched on again.
        [disable] switched off.
        [delete] deleted.
        [members] members changed.
       *[other] references changed.
    }
apply-linked-and-updated = { $name }: linked with { $account }, and brought in line.
# Another one had been made in the meantime, or its answer had been lost.
apply-found-instead = { $name } had an account in { $app } already, { $account }: linked, not made again.
apply-already = { $name }: { $app } has it as wanted already. Nothing was sent.
apply-stale = { $name }: no longer as planned. Nothing was sent.
apply-stale-no-match = { $name }: { $account } no longer matches. Nothing was sent.
apply-stale-no-account = { $name }: { $account }, which matched, is gone. Nothing was sent.
apply-stale-of-another = { $name }: { $account } is linked with { $other } now. Nothing was sent.
apply-stale-relinked = { $name }: linked with { $account } now. Nothing was sent.
apply-stale-unlinked = { $name }: not linked any more. Nothing was sent.
apply-not-applied = { $name }: { $app } accepted the change, but did not apply { $attributes }.
    .next = Ask the support of { $app } whether it supports the attribute, or take its mapping out.
apply-unread = { $name }: { $app } accepted the change, but could not be read afterwards. { $detail }
apply-found-made = { $name }: made by a run that was interrupted before the answer came; found, and linked.
apply-found-not-made = { $name }: a run was interrupted before the answer came. { $app } has no such account: it is made by the next cycle.
apply-found-changed = { $name }: a run was interrupted before the answer came. The account is there; the next cycle brings it in line.
apply-found-deleted = { $name }: a run was interrupted before the answer came. The account is deleted.
apply-found-unclear = { $name }: a run was interrupted before the answer came, and { $app } does not say what became of it. { $message }
apply-found-no-key = None of the values that were sent is one by which accounts are matched.
apply-several = Several accounts in { $app } match { $name } ({ $attributes }): { $accounts }.
    .next = In { $app }, remove or change all but one of them, or link the right one by hand.
apply-conflict-nobody = { $app } says that a value is taken, but shows no account that has { $attributes }.
    .next = Look in { $app } for an account that has it, perhaps one that was deleted or is hidden, then give it up there, or match by the attribute that is in conflict.
apply-conflict-theirs = { $app } says that a value is taken. { $attributes } is { $account }'s, who is linked with { $other }.
    .next = Correct the value of one of the two in the directory.
apply-answered-theirs = { $app } answered with { $account }, who is linked with { $other }. Nothing was linked.
    .next = Look in { $app } whether it took the two for one, and correct in the directory what they have in common.
apply-gone = { $name }: the account that is linked, { $account }, is gone from { $app }.
    .next = Unlink it, so that another one is matched or made; or choose in the settings that missing accounts are made again.
apply-gone-found = { $name }: the account was gone from { $app } already.
apply-unresolved = { $count ->
        [one] 1 person or group
       *[other] { $count } people or groups
    } that { $name } refers to have no account in { $app } yet: { $people }. They are linked as soon as they have.
apply-no-id = { $app } answered without an id for what it made, and no search finds it.
    .next = Give the evidence to the support of { $app }: an answer must hold the id (RFC 7644 section 3.3).
log-do-entry-conflict = Give { $name } another value in the directory, or match by the attribute that is in conflict, so that the account there is linked.
log-do-too-many-requests = Nothing: it is tried again. If it stays so, lower the requests a second of this tenant.
log-do-internal-server-error = Nothing: it is tried again. If it stays so, give the evidence to the support of { $app }.
log-do-insufficient-rights = In { $app }, give the token the right to make, change and delete users and groups.
log-do-unauthorized = In { $app }, make a new token, and save it with the tenant.
log-do-method-not-allowed = Ask the support of { $app } which requests its SCIM endpoint takes; then choose another form of requests, or switch the action off in the mappings.
log-do-not-implemented = { $app } lacks the operation: choose another form of requests, or switch the action off in the mappings.
log-do-unprocessable-entity = Compare the value of the attribute with what { $app } takes, then correct the mapping or the directory.
log-do-web-exception-protocol-error = Nothing: it is tried again. If it stays so, test the connection.
log-do-invalid-anchor = Unlink the account, so that { $name } is matched or made anew.
log-do-mandatory-fields-missing = Fill the attribute in the directory, or give its mapping a default value.
log-do-schema-attribute-not-found = Take the mapping of the attribute out, or correct its path.
log-do-invalid-domain = Have the domain allowed in { $app }, or correct the mapping.
log-do-license-limit-exceeded = Get more seats in { $app }, or take somebody out of scope.
log-do-timeout = Nothing: it is tried again. If it stays so, lower the requests a second of this tenant.
log-do-internal-error = Nothing: it is tried again. If it stays so, look at the log of Scimdesk.
log-do-duplicate-target-entries = In { $app }, remove or change all but one of the accounts, or link the right one by hand.
log-do-duplicate-source-entries = Correct the value of the matching attribute for one of them in the directory.
log-do-import-skipped = Fill the matching attribute in the directory, or match by another one.
log-do-entry-synchronization-skipped = Nothing, if { $name } is not meant to be in scope. Otherwise look at the scoping filters.
log-do-not-effectively-entitled = Nothing, if { $name } is not meant to be in scope. Otherwise assign { $name }, or a group of theirs.
log-do-redundant-export = Nothing.
log-do-system-for-cross-domain-identity-management-service-incompatible = Give the evidence to the support of { $app }: the answer is not SCIM.
log-do-schema-property-can-only-accept-value = Let the mapping give a single value.
log-do-unable-to-resolve-reference-attribute-value = Nothing: it is linked as soon as the other one has an account. If that one is not in scope, it stays out.
log-do-system-for-cross-domain-identity-management-credential-validation-unavailable = Test the connection.
log-step-import = Read from { $directory }.
log-step-import-gone = { $directory } no longer has { $name }.
log-step-in-scope = In scope.
log-step-out-of-scope = Not in scope: { $detail }.
log-step-linked = Linked with { $account }.
log-step-match-none = No account matches by { $attributes }.
log-step-match-one = Matches { $account } by { $attributes }.
log-step-match-several = { $count } accounts match by { $attributes }.
log-step-decided = To be { $action ->
        [create] created.
        [link] linked, and brought in line.
        [update] updated.
        [restore] switched on again.
        [disable] switched off.
        [delete] deleted.
        [members] given its members.
       *[other] given what it refers to.
    }
log-step-nothing = Nothing differs.
log-step-references = What it refers to: { $known } known, { $unknown } without an account.
log-step-sent = { $method } { $path }: { $status }.
log-step-not-sent = Dry run: nothing was sent.
apply-vanished = { $name }: { $app } deletes who is switched off. The account is gone; the journal keeps what it was.
apply-withheld-several = { $name } was not linked: several accounts in { $app } match ({ $attributes }).
    .next = In { $app }, remove or change all but one of them, or link the right one by hand.
apply-withheld-of-another = { $name } was not linked: the account in { $app } that matches ({ $attributes }) is linked with somebody else.
    .next = Correct the value of one of the two in the directory, or unlink the other one.
apply-withheld-same = { $name } was not provisioned: somebody else in scope has the same value to match by.
    .next = Correct the value of one of the two in the directory.
apply-withheld-nothing-to-find-by = { $name } was not provisioned: no attribute by which accounts are matched has a value.
    .next = Fill it in the directory, or match by another attribute.
apply-withheld-unproven = { $name }: not taken away from { $app }, since nothing proves that they left. The directory was not read whole, or it has them neither now nor among those who left it.
    .next = Read the directory anew. Where it never had them, remove the link, and switch the account off in the list of users.
apply-withheld-protected = { $name }: protected by the settings. Nothing was sent.
log-step-match-nobody = No account matches.
## Plans

apply-skipped-disabled = { $name } is disabled in the directory and has no account in { $app }: none is made.
apply-skipped-create-off = { $name } has no account in { $app }, and the mappings make none: creating is switched off.
apply-skipped-update-off = { $name }: the mappings change nothing in { $app }: updating is switched off.
apply-skipped-delete-off = { $name }: the mappings delete nothing in { $app }: deleting is switched off.
apply-skipped-kept = { $name } left the scope. The settings keep such accounts as they are.
apply-skipped-no-switch = { $name } left the scope, and no mapping switches an account off.
apply-skipped-in-line = { $name }: { $app } has it as wanted already. Nothing was sent.
apply-skipped-not-entitled = { $name } is not in scope, and no account is linked. Nothing was sent.
apply-would = { $name } would be { $action ->
        [create] created
        [link] linked
        [restore] switched on again
        [disable] switched off
        [delete] deleted
        [members] given its members
       *[other] updated
    } in { $app }. Nothing was sent.
## Directories that are read again and again
source-stage-name = Name
source-stage-connection = Connection
source-stage-tls = Encryption
source-stage-sign-in = Sign-in
source-stage-token = Token
source-stage-permissions = Permissions
source-stage-base = Base
source-stage-people = People
source-stage-groups = Groups
source-stage-assignments = Assignments
source-stage-attributes = Attributes
source-stage-file = File
source-stage-accounts = Accounts
source-works = { $people ->
    [one] 1 person
   *[other] { $people } people
  } and { $groups ->
    [one] 1 group
   *[other] { $groups } groups
  } can be read.
source-proven-full = Everything was read: { $people ->
    [one] 1 person
   *[other] { $people } people
  }.
source-proven-changes = Everybody was accounted for: { $people ->
    [0] nobody changed
    [one] 1 person was read anew
   *[other] { $people } people were read anew
  }.
source-partial-limit = The server stopped after { $entries ->
    [one] 1 entry
   *[other] { $entries } entries
  } ({ $detail }), so who is missing may still be there.
source-partial-referrals = Parts of the directory are in other servers, which were not asked; the first is { $first }. Choose a base without them.
source-partial-no-id = { $entries ->
    [one] 1 entry has
   *[other] { $entries } entries have
  } no id and was left out; the first is { $first }.
source-partial-id-twice = Two entries have the id { $id }. Choose an attribute that tells entries apart.
source-partial-unreadable = { $rows ->
    [one] 1 row
   *[other] { $rows } rows
  } cannot be used, so who is missing may be in { $rows ->
    [one] it
   *[other] them
  }. { $first }
source-partial-nobody = Nobody was found, which is likelier a mistake than the truth.
source-partial-more-pages = The file is one page of several.
source-partial-unproven = The list of the other tenant is not proven: { $detail }
source-partial-other = It is not proven that this is everybody.
source-note-referrals = { $referrals ->
    [one] Another server was
   *[other] { $referrals } other servers were
  } named and not asked: { $first }
source-note-values = { $values ->
    [one] 1 value
   *[other] { $values } values
  } of { $attribute } { $values ->
    [one] was
   *[other] were
  } left out: not text, too long, or more than one.
source-note-members = { $members ->
    [one] 1 member of groups is
   *[other] { $members } members of groups are
  } nobody here; the first is { $first }.
source-note-full-other-server = Another server answered than the last time, so everything was read.
source-note-full-other-settings = The settings have changed, so everything was read.
source-note-full-expired = The server no longer knows what changed since the last time, so everything was read.
source-note-full-not-offered = The server does not say what changed, so everything was read.
source-note-several-roles = { $principals ->
    [one] One person or group has several roles; the first by name is kept.
   *[other] { $principals } people or groups have several roles; the first by name is kept.
}
source-note-several-tenants = { $tenants } tenants take their people from this directory, and its app role assignments are those of one app, so no assignment was changed. Connect a directory of its own for each app.
source-no-codes = this directory is not signed in to with a code
source-type-the-code = Open { $url } and type the code { $code }.
source-bad-row = Line { $line }: { $reason }
source-sign-in-unknown = nobody has this name
source-sign-in-wrong = the name or the password is wrong
source-sign-in-not-now = this account may not sign in now, or not from here
source-sign-in-expired = the password has expired
source-sign-in-disabled = the account is disabled
source-sign-in-account-expired = the account has expired
source-sign-in-locked = the account is locked
error-source-setting-invalid = { $setting ->
    [url] The URL cannot be used{ $detail ->
       *[other] : { $detail }
      }
    [base] Name the base to look below{ $detail ->
       *[other] ; the server has { $detail }.
      }
    [path] The file's whole path is needed, from the root: { $detail }
    [extraCa] The own certificate authority cannot be read: { $detail }.
    [directory] Name the directory by its id or a domain of it{ $detail ->
        [none] .
       *[other] : { $detail }
      }
    [client] Name the application by its client id{ $detail ->
        [none] .
       *[other] : { $detail }
      }
    [certificate] The certificate cannot be used: { $detail }.
    [attributes] The directory has no such attribute: { $detail }
    [servicePrincipal] This is no id of a service principal: { $detail }
    [endpoint] A practice Graph is on this computer, at http://127.0.0.1:PORT, and not at { $detail }.
   *[other] { $setting } cannot be used: { $detail }.
  }
    .next = { $setting ->
        [url] An LDAP server's URL is ldaps://HOST or ldap://HOST:389, with nothing behind it.
        [base] A base is a distinguished name, such as dc=example,dc=com.
        [extraCa] Paste it as PEM, from BEGIN CERTIFICATE to END CERTIFICATE.
        [certificate] Paste a PEM with the certificate and its RSA key, which is not encrypted.
        [attributes] Write it as Microsoft Graph does: employeeHireDate, extension_APPLICATION_NAME.
        [servicePrincipal] Copy the object id of the enterprise application from the Entra admin center.
       *[other] Correct it, then try again.
      }
error-source-secret-missing = There is no secret for this directory, or it was saved for another server.
    .next = Enter the password or secret again.
error-source-secret-too-long = The secret is longer than 12 KiB.
    .next = Check that the right thing was pasted.
error-source-encryption-failed = No encrypted connection to { $host } could be made{ $detail ->
    [none] .
   *[other] : { $detail }
  }
    .next = Use ldaps:// or StartTLS, whichever the server offers. The people who run it can say which.
error-source-unencrypted = The password is not sent to { $host }: nobody has encrypted the connection.
    .next = Use ldaps://, or ldap:// with StartTLS.
error-source-sign-in-refused = { $host } refuses the sign-in{ $detail ->
    [none] .
   *[other] : { $detail }
  }
    .next = { $from ->
        [entra] Check both IDs and the secret: its value, not its ID, is what signs in.
       *[other] Check name and password. In Active Directory the name may be a distinguished name or NAME@DOMAIN.
    }
error-source-secret-expired = The secret or certificate for { $host } has expired{ $detail ->
    [none] .
   *[other] : { $detail }
  }
    .next = Make a new one in the Entra admin center, and type it here.
error-source-consent-missing = Nobody has agreed yet that this application may read { $host }{ $detail ->
    [none] .
   *[other] : { $detail }
  }
    .next = Grant admin consent under API permissions in the Entra admin center.
error-source-sign-in-needed = Nobody is signed in to { $host }.
    .next = Sign in with a code.
error-source-forbidden = The sign-in is good and may not read this{ $detail ->
    [none] .
   *[other] : { $detail }
  }
    .next = Give it the right to read people and groups.
error-source-base-missing = { $detail } does not exist, or may not be seen by this sign-in{ $matched ->
    [none] .
   *[other] ; { $matched } does.
  }
    .next = Correct the base.
error-source-filter-invalid = This filter cannot be used{ $detail ->
    [none] .
   *[other] : { $detail }
  }
    .next = A filter is written as in RFC 4515: (&(objectClass=person)(mail=*)).
error-source-nobody = Nobody is found{ $detail ->
    [none] .
   *[other] : { $detail }
  }
    .next = Check where and by what people are looked for, and what the sign-in may see.
error-source-id-missing = { $detail ->
    [none] Nothing in the file is known to tell people apart.
   *[other] No entry has { $detail }, which is to tell entries apart.
  }
    .next = Choose an attribute that everybody has and that never changes.
error-source-server-failed = { $host } answers with an error{ $detail ->
    [none] .
   *[other] : { $detail }
  }
    .next = Try again later. If it stays so, ask the people who run the server.
error-source-not-understood = What { $host } answers cannot be understood{ $detail ->
    [none] .
   *[other] : { $detail }
  }
    .next = Check that the address is that of the directory, and not of another service.
error-source-not-connected = { $detail } is not read from anywhere: it was imported.
    .next = Import the people again, or say where they are to be read from.
error-source-file-unreadable = { $detail } cannot be read.
    .next = Check the path, and whether you may read the file.
error-source-file-changing = { $detail } was written to while it was read, so it may not be whole. Nothing was changed.
    .next = Refresh again when the file is written. A file that is written under another name and then renamed is always whole.
error-source-shrunk = { $lost } of { $had } { $of ->
    [groups] groups
   *[people] people
  } would leave { $detail }. Nothing was changed.
    .next = Check the source and its filter. If so many did leave, refresh it again and say so.

apply-unclear = { $name }: a change was on its way when the program ended, and the app does not tell whether it was made. Nothing is sent until it does. { $detail }
