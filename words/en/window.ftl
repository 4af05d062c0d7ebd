### The words of the window, in English: labels, states and questions. What the desk itself says (errors, findings,
### effects) stands in desk.ftl.
###
### Numbers come before adjectives; buttons are verbs; nothing is blamed on the reader. Three dots end a button that
### asks before it does anything.

## Everywhere

loading = Loading
close = Close
cancel = Cancel
save = Save
saved = Saved.
keep-as-is = Keep as it is
copied = Copied
copy-refused = The clipboard refused
copy-url = Copy the URL
evidence = Evidence
copy-evidence = Copy the evidence
evidence-attempts = Sent { $n } times
evidence-cause = Cause: { $cause }
request = Request
request-copy = Copy the request
notice-dismiss = Dismiss
page-broken = This page could not be shown
word-tenant-url = tenant URL
word-secret-token = secret token

age-now = just now
age-minutes = { $n } min ago
age-hours = { $n } h ago
age-days = { $n ->
    [one] 1 day ago
   *[other] { $n } days ago
  }
duration-ms = { $n } ms
duration-s = { $n } s
duration-min = { $n } min

## Remedies

action-try-again = Try again
action-refresh = Refresh
action-replace-credential = Replace URL and token…
action-add-authority = Add a certificate authority…
action-change-safety = Allow changes…
action-review-again = Review again
action-show-activity = Show activity
action-show-people = Show people

## The start

start-failed = Scimdesk could not start
start-open = Open
start-keyring = Where should tokens be kept?
start-keyring-has-cache = The data on this machine is encrypted with a key from that keyring. Once the keyring can be used, it opens as before.
start-vault = Without the keyring
vault-file = A passphrase file
vault-file-meaning = Tokens are kept in a file on this machine, encrypted with a passphrase. Scimdesk asks for it at each start.
vault-file-use = Use a passphrase file
vault-session = This session only
vault-session-meaning = Tokens are kept in memory. When Scimdesk closes, tokens, tenants and fetched data are gone.
vault-session-use = Use this session only
vault-keyring-in-use = Tokens are kept in the keyring of this system.
vault-file-in-use = Tokens are kept in a file on this machine, encrypted with your passphrase.
vault-session-in-use = Tokens are kept in memory. When Scimdesk closes, tokens, tenants and fetched data are gone.
passphrase = Passphrase
passphrase-new = New passphrase
passphrase-again = The same again
passphrase-differs = The two differ.
passphrase-hint = It cannot be recovered. Without it the tokens must be entered again.
start-passphrase = Enter the passphrase
start-passphrase-meaning = Tokens are kept in a file that is encrypted with it.
start-key-lost = The key of the data is gone
start-unusable = The data cannot be opened
start-anew = Start anew
start-anew-meaning = The old file is set aside, not deleted. Tenants and tokens are entered again; accounts are fetched again. The journal stays in the old file.

## The first start

welcome = Welcome to Scimdesk
welcome-meaning = See who really has an account in the apps you answer for, find out why a connection fails, and switch accounts off. Nothing is changed anywhere until you allow it.
welcome-add-title = Connect an app
welcome-add-meaning = You need two things from it: its tenant URL and a secret token for provisioning (SCIM).
welcome-practice-title = Look around first
practice = Practice tenants
practice-meaning = Five made-up apps full of made-up people. They run inside Scimdesk, on this machine only. Each start of Scimdesk gives them back as they were at first.
practice-start = Start practice tenants
practice-some-hundred = Some hundred
practice-size = people in each
practice-start-afresh = Start afresh
practice-afresh-meaning = Starting afresh forgets what was changed in them. The lists show the new people after the next refresh.
practice-starting = Starting
practice-stop = { $n ->
    [one] Stop and forget 1 practice tenant
   *[other] Stop and forget { $n } practice tenants
  }

## The side

sidebar = Tenants and pages
sidebar-collapse = Collapse the sidebar
sidebar-expand = Expand the sidebar
tenants = Tenants
tenants-failed = The tenants could not be read
state-reachable = Connected
state-needs-attention = Needs attention
state-never-tested = Never tested

## The palette and the keyboard

palette = Go to or do
palette-open = Search
palette-example = Go to a tenant, a page, an action
palette-none = No tenant, page or action has that name.
palette-none-accounts = Accounts are searched in the users of a tenant: open one first.
palette-search = Search users of { $tenant } for “{ $search }”
palette-action = Action
palette-page = Page
palette-test = Test the connection of { $tenant }
palette-refresh = Refresh { $tenant }
palette-safety = Change what may be sent to { $tenant }…
palette-theme-light = Light theme
palette-theme-dark = Dark theme
palette-theme-system = Theme of the system
shortcuts = Keyboard shortcuts
shortcut-palette = Go to or do anything
shortcut-tenant = Open a tenant
shortcut-search = Search the list
shortcut-refresh = Refresh the tenant
shortcut-primary = Press the main button
shortcut-save = Save what was edited
shortcut-close = Close what is on top
shortcut-move = Move in a list
shortcut-select = Select a row
shortcut-extend = Extend the selection
shortcut-all = Select everything
shortcut-open = Open a row
shortcut-menu = What can be done to a row
shortcut-resize = Width of a column, on its header
shortcut-help = This list

## A tenant

tenant-gone = There is no such tenant
tenant-gone-home = Show the others
tenant-name = Name
tenant-environment = Used for
tenant-rate = Requests a second
tenant-rate-hint = At most. 25 suits most apps; lower it where an app asks for fewer.
tenant-rate-wrong = Between 0.1 and 1,000.
tab-overview = Overview
tab-users = Users
tab-groups = Groups
tab-mappings = Mappings
tab-scope = Scope
tab-journal = Journal
tab-settings = Settings
environment-production = Production
environment-test = Test
environment-practice = Practice
safety-label = Safety level: { $level }
safety-title = What may be sent to { $tenant }?
safety-read-only = Read-only
safety-read-only-meaning = Nothing that changes anything is ever sent.
safety-review = Review before sending
safety-review-meaning = Each change is shown with its effect, and sent when you confirm it.
safety-trusted = Trusted
safety-trusted-meaning = As before, and scripts on this machine may send changes without asking.
safety-production = This is a production tenant: changes reach real people.
safety-set = Set to { $level }

## Adding a tenant

add-a-tenant = Add a tenant
add-title = Add a tenant
add-step-app = App
add-step-credential = URL and token
add-step-test = Test
add-step-save = Save
add-any-app = SCIM 2.0
add-choose-app = Choose the app to go on.
add-copy-help = Copy the address of the help page
add-missing-app = Choose an app.
add-missing-url = A usable URL is missing.
add-missing-token = The token is missing.
add-missing-name = A name is missing.
add-test-missing = Needs a URL and a token.
guide = About { $app }
guide-plan = You need
guide-can = It can
guide-steps = Steps of the tutorial
guide-steps-done = { $done } of { $total } done
guide-step-done = Step { $n } is done
guide-step-app = In { $app }
guide-step-here = Here
guide-link = Tutorial
guide-unverified = Not verified
set-up = Setting up { $app }
set-up-not-reviewed = Its mappings are those of the app's defaults: nobody has saved them yet.
set-up-review = Review its mappings
set-up-steps = What the tutorial asks for
set-up-scope = Choose who is in scope
add-read-only = A new tenant is read-only: nothing that changes anything is sent until you allow it.
add-save = Save
add-save-named = Save { $name }
add-saved = { $tenant } is saved.
add-tested-good = Tested: it works.
add-tested-bad = The test failed. It can be saved all the same, and mended later.
add-tested-not = Not tested. It can be saved all the same.
token-hint = Kept in the vault and sent to this URL's host only. It is never shown again.
url-use = Use { $url }
authority-own = Your network inspects TLS, or the app has a certificate of its own
authority-label = Certificate authority (PEM)
authority-hint = Trusted for this tenant only, beside those of the system.
authority-remove = Remove

## Testing a connection

test-start = Test connection
test-again = Test again
test-cancel = Cancel the test
test-running = Testing
test-copy-report = Copy the whole report
stages = Stages of the test
stage-running = Running
stage-passed = Passed
stage-not-known = Not known
stage-not-offered = Not offered
stage-warning = Look at this
stage-failed = Failed
stage-skipped = Not tried
capability-users = Users
capability-groups = Groups
capability-patch = Change parts (PATCH)
capability-filter = Filter
capability-sort = Sort
capability-etag = Versions (ETag)
capability-bulk = Many at once (bulk)
capability-max-results = Most results at once
capability-yes = Yes
capability-no = No
capability-unknown = Not known

## Overview

overview-connection = Connection
overview-never-tested = Not tested yet. A test sends nothing that changes anything.
overview-holdings = What is held here
overview-changes = Recent changes
overview-capabilities = What the server supports
refresh-all = Refresh
holding-none = Not fetched yet
count-part = { $held }+
holding-active = { $active } active, { $inactive } inactive

## Lists

list-users = Users of { $tenant }
list-groups = Groups of { $tenant }
list-search-accounts = Search users
list-search-accounts-example = Name, e-mail, id
list-search-groups = Search groups
list-search-groups-example = Name, id
list-count-accounts = { $n ->
    [one] 1 account
   *[other] { $n } accounts
  }
list-count-groups = { $n ->
    [one] 1 group
   *[other] { $n } groups
  }
list-count-accounts-part = { $n ->
    [one] at least 1 account
   *[other] at least { $n } accounts
  }
list-count-groups-part = { $n ->
    [one] at least 1 group
   *[other] at least { $n } groups
  }
list-count-at-least = at least { $matching } of { $all }
list-count-matching = { $matching } of { $all }
list-refresh = Refresh
list-refreshing = Refreshing
list-fetch = Fetch accounts and groups
list-fetch-accounts = Fetch accounts
list-failed = The list could not be read
list-first-accounts = No accounts fetched yet
list-first-groups = No groups fetched yet
groups-not-offered = { $app } does not offer groups
groups-not-offered-meaning = Its server said so, or its vendor. Each refresh and each connection test looks again.
list-first-meaning = Fetching reads them from { $app } and changes nothing there. They are kept encrypted on this machine, so that search works offline.
list-none-match-accounts = No account matches
list-none-match-groups = No group matches
list-none-match-search = Nothing holds “{ $search }”.
list-none-match-filter = The filter leaves nothing.
list-clear = Clear search and filter
list-empty-accounts = 0 accounts
list-empty-groups = 0 groups
list-empty-accounts-part = No account is here yet
list-empty-groups-part = No group is here yet
list-not-seen = not seen lately
list-stale-old = older than a day
list-stale-failed = the last refresh failed
active-yes = Active
active-no = Inactive
active-unknown = Not known
count-unknown = The server did not say.
column-name = Name
column-user-name = User name
column-active = State
column-groups = Groups
column-department = Department
column-title = Title
column-email = E-mail
column-external-id = External id
column-id = Id
column-created = Created
column-last-modified = Changed
column-last-seen = Last seen
column-members = Members
column-change = Change
column-when = When
column-account = Account
column-outcome = Outcome
column-by = By
table-columns = Columns
table-columns-reset = As at first
table-select-all = Select everything
table-select-row = Select { $name }
table-sort-by = Sort by { $column }
row-actions = Actions for { $name }
row-open = Open
row-copy-user-name = Copy user name
row-copy-id = Copy id
selection = Selection
selection-count = { $n } selected
selection-clear = Clear selection

day-example = YYYY-MM-DD
day-wrong = Write the day as 2027-06-30.

complete-proven = complete, proven
complete-proven-meaning = Whoever is not in the list has no account there.
complete-unproven = unproven
complete-unproven-meaning = There may be more than this list shows. Whoever is not in it may still have an account.
complete-partial = part of it
complete-partial-meaning = There is more than this list shows. Whoever is not in it may still have an account.
completeness-explained = How complete the list is
completeness-not-seen = { $n ->
    [one] 1 is held from before, but was not in the last answer.
   *[other] { $n } are held from before, but were not in the last answer.
  }

filter-open = Server filter
filter-explained = Ask the server itself, with a SCIM filter
filter-label = SCIM filter
filter-hint = Enter asks the server. The search beside it looks only at what was fetched.
filter-problem = At column { $column }: { $problem }
filter-run = Ask the server
filter-asking = Asking
filter-close = Close the filter
filter-asked = asked
filter-asking-again = asking again
filter-asked-failed = asking again failed
filter-again = Ask the server again
filter-back = Back to the list
filter-answer = { $n ->
    [one] The server answered with 1.
   *[other] The server answered with { $n }.
  }
filter-answer-empty = The server knows nothing that matches.
filter-not-matching = { $n ->
    [one] 1 of them does not match the filter: the server gets it wrong.
   *[other] { $n } of them do not match the filter: the server gets it wrong.
  }

## One account or group

detail = Details
detail-close = Close details
detail-failed = It could not be read
detail-last-seen = seen
detail-look = Read from the server now
detail-looked = Read from the server
detail-not-seen = not in the last listing
detail-attributes = Attributes
detail-groups = Groups
detail-members = Members
detail-history = History
detail-raw = Raw
detail-copy = Copy { $attribute }
detail-copy-raw = Copy the JSON
links-groups = { $n ->
    [one] In 1 group.
   *[other] In { $n } groups.
  }
links-members = { $n ->
    [one] 1 member.
   *[other] { $n } members.
  }
links-no-groups = In no group.
links-no-members = No members.
links-unknown-groups = Not known: the server did not say who is in its groups.
links-unknown-members = Not known: the server did not return the members.
links-not-known = Not among what was fetched
links-more = Show { $n } more
history-none = Scimdesk has changed nothing here.
history-by = by { $user }
history-open = Journal entry
history-older = { $n } older in the journal.

## Switching off and on

deactivate-ask = Deactivate…
reactivate-ask = Reactivate…
deactivate-ask-named = Deactivate { $name }…
reactivate-ask-named = Reactivate { $name }…
deactivate-title = Deactivate
reactivate-title = Reactivate
deactivate-title-count = { $n ->
    [one] Deactivate 1 account in { $tenant }?
   *[other] Deactivate { $n } accounts in { $tenant }?
  }
reactivate-title-count = { $n ->
    [one] Reactivate 1 account in { $tenant }?
   *[other] Reactivate { $n } accounts in { $tenant }?
  }
deactivate-title-running = Deactivating in { $tenant }
reactivate-title-running = Reactivating in { $tenant }
deactivate-title-done = Deactivated in { $tenant }: what came of it
reactivate-title-done = Reactivated in { $tenant }: what came of it
deactivate-do = { $n ->
    [one] Deactivate 1 account
   *[other] Deactivate { $n } accounts
  }
reactivate-do = { $n ->
    [one] Reactivate 1 account
   *[other] Reactivate { $n } accounts
  }
activation-close-unsent = Close, send nothing
activation-background = Close, go on in the background
activation-nothing = Nothing would be sent: each of them is as wanted already.
activation-effect-assumed = This is what the standard says, not what the app has shown.
activation-already-off = { $n ->
    [one] 1 of the selected is inactive already: nothing is sent for it.
   *[other] { $n } of the selected are inactive already: nothing is sent for them.
  }
activation-already-on = { $n ->
    [one] 1 of the selected is active already: nothing is sent for it.
   *[other] { $n } of the selected are active already: nothing is sent for them.
  }
activation-reading = The states are being read. Nothing is sent before you confirm it.
activation-as-of = States read
activation-not-read = The states could not be read now; these are the ones last seen.
activation-gone = { $n ->
    [one] No longer there, so nothing is sent to:
   *[other] { $n } are no longer there, so nothing is sent to:
  }
activation-understood = { $n ->
    [one] I know that { $tenant } deletes this account for good.
   *[other] I know that { $tenant } deletes these { $n } accounts for good.
  }
activation-sending = Sending
activation-progress = { $done } of { $total }
activation-stop = Stop
activation-stop-meaning = Stopping leaves what was sent as it is, and sends nothing more.
activation-cancelled = It was cancelled. What was there before is untouched.
review-accounts = Accounts to be changed
review-request = Requests
review-request-meaning = This goes out for { $name }. Choose another row to see its request. Where the server refuses this form, the same change is sent in the others, in turn: PATCH with a path, PATCH without one, PUT of the account as just read with nothing else changed.
item-already-off = Inactive already
item-already-on = Active already
item-becomes = becomes
outcome-applied = Applied and confirmed
outcome-accepted-not-applied = Accepted, not applied
outcome-vanished = Deleted by the app
outcome-failed = Failed
outcome-unknown = Unknown: look it up
outcome-already = As wanted already
outcome-not-sent = Not sent
outcome-under-way = Under way
results = Results
results-applied = { $n } applied and confirmed
results-accepted-not-applied = { $n } accepted, not applied
results-vanished = { $n } deleted by the app
results-failed = { $n } failed
results-unknown = { $n } unknown
results-already = { $n } as wanted already
results-not-sent = { $n } not sent
results-more = Show { $n } more
results-rest = { $n } more are in the journal.
undo-ask = Undo…
undo-meaning = { $n ->
    [one] Reviews the opposite for the 1 that was applied.
   *[other] Reviews the opposite for the { $n } that were applied.
  }

## Journal

journal = Journal
journal-entry = Journal entry
journal-empty = Nothing was changed yet
journal-meaning = Every change that Scimdesk sends is kept here: who sent it, the request, the answer, and the account before and after.
journal-failed = The journal could not be read
journal-open-account = Show { $name }
journal-exchanges = { $n ->
    [one] 1 request
   *[other] { $n } requests
  }
journal-no-answer = No answer came.
journal-before = Before
journal-after = As read back
journal-not-known = Not known.
change-deactivate = Deactivate
change-reactivate = Reactivate
change-create = Create
change-update = Update
change-restore = Restore
change-disable = Disable
change-delete = Delete
change-references = References

## Jobs

jobs-strip = Work under way
jobs-more = { $n } more
activity = Activity
activity-running-count = Activity: { $n } running
activity-running = Running
activity-ended = Ended
activity-empty = Nothing has run yet
activity-meaning = Connection tests, refreshes and changes are listed here while they run and after.
activity-failed = The jobs could not be read
job-new-tenant = a new tenant
job-test-running = Testing { $tenant }
job-test = Test of { $tenant }
job-refresh-running = Refreshing { $tenant }
job-refresh = Refresh of { $tenant }
job-deactivate-running = Deactivating in { $tenant }
job-deactivate = Deactivation in { $tenant }
job-reactivate-running = Reactivating in { $tenant }
job-reactivate = Reactivation in { $tenant }
job-preview-running = Previewing the mappings of { $tenant }
job-preview = Preview of the mappings of { $tenant }
job-scope-running = Asking who is in scope of { $tenant }
job-scope = Who is in scope of { $tenant }
job-plan-running = Planning { $tenant }
job-plan = Plan of { $tenant }
job-apply-running = Applying the plan of { $tenant }
job-apply = Plan of { $tenant } applied
job-cycle-running = Provisioning { $tenant }
job-cycle = Provisioning cycle of { $tenant }
job-on-demand-running = Provisioning on demand in { $tenant }
job-on-demand = Provisioning on demand in { $tenant }
job-drift-running = Looking for drift in { $tenant }
job-drift = Drift in { $tenant }
job-test-directory-running = Testing a directory
job-test-directory = Test of a directory
job-refresh-directory-running = Reading a directory
job-refresh-directory = Reading of a directory
job-sign-in-running = Signing in to a directory
job-sign-in = Sign-in to a directory
job-planned = { $n ->
    [0] Nothing to change
    [one] 1 change planned
   *[other] { $n } changes planned
  }
job-drift-found = { $n } found
job-directory-refreshed = { $people } people, { $groups } groups
job-signed-in = Signed in.
job-done-objects = { $done } objects
job-done-of-objects = { $done } of { $total } objects
job-done-accounts = { $done } accounts
job-done-groups = { $done } groups
job-done-of-accounts = { $done } of { $total } accounts
job-done-of-groups = { $done } of { $total } groups
job-pages = { $n ->
    [one] 1 page
   *[other] { $n } pages
  }
job-rate = { $rate } a second
job-left = { $time } left
job-waiting = waiting { $time } for the server's limit
job-cancel = Cancel
job-cancelling = Cancelling
job-cancelled = Cancelled. What was there before is untouched.
job-cancelled-after = Cancelled after { $n } applied.
job-open = Show
job-dismiss = Dismiss
job-refreshed-accounts = { $n ->
    [one] 1 account
   *[other] { $n } accounts
  }
job-refreshed-groups = { $n ->
    [one] 1 group
   *[other] { $n } groups
  }
refresh-counts = { $added } new, { $changed } changed, { $vanished } gone
refresh-took = { $pages ->
    [one] 1 page in { $time }.
   *[other] { $pages } pages in { $time }.
  }

## What would come of everybody

preview-people = { $n ->
    [one] 1 person
   *[other] { $n } people
  }
preview-groups = { $n ->
    [one] 1 group
   *[other] { $n } groups
  }
preview-count-failed = { $n } failed
preview-count-duplicate = { $n } duplicate
preview-count-too-long = { $n } too long
preview-count-new = { $n } new
preview-count-changed = { $n } changed
preview-count-not-compared = { $n } not compared
preview-count-not-sent = { $n } not sent
preview-count-empty = { $n } empty
preview-count-equal = { $n } equal
preview-failed = Failed
preview-duplicate = Duplicate
preview-too-long = Too long
preview-new = New
preview-changed = Changed
preview-not-compared = Not compared
preview-not-sent = Not sent
preview-empty = Empty
preview-equal = Equal
preview-out-of-scope = { $n ->
    [one] 1 person is not in scope and was not evaluated.
   *[other] { $n } people are not in scope and were not evaluated.
  }
preview-out-of-scope-groups = { $n ->
    [one] 1 group is not in scope and was not evaluated.
   *[other] { $n } groups are not in scope and were not evaluated.
  }
scope-inside = { $n } in scope
scope-outside = { $n } out
scope-entering = { $n ->
    [one] 1 comes in
   *[other] { $n } come in
  }
scope-leaving = { $n ->
    [one] 1 leaves
   *[other] { $n } leave
  }
scope-warnings = { $n ->
    [one] For 1 person a clause could not be asked.
   *[other] For { $n } people a clause could not be asked.
  }

## Mappings

mappings-failed = The mappings could not be read
mappings-list = Mappings
mappings-list-users = Mappings of users
mappings-list-groups = Mappings of groups
mappings-of = Type of object
mappings-users = Users
mappings-groups = Groups
mappings-count = { $n ->
    [one] 1 mapping
   *[other] { $n } mappings
  }
mappings-empty = No mapping
mappings-empty-meaning = Each mapping fills one attribute of the app. Without any, nothing is sent.
mappings-unsaved = Not saved
mappings-unsaved-tab = not saved
mappings-discard = Discard changes
mappings-discarded = The changes are discarded.
mappings-save = Save…
mappings-saved = Version { $n } is saved.
mappings-versions = Versions
mappings-import = Import…
mappings-export = Export…
mappings-outrun = Version { $n } was saved since you began. Your changes are kept.
mappings-compare-now = Compare and save…
version-never-saved = App's defaults, never saved
version-number = Version { $n }
version-defaults = App's defaults
version-draft = Not saved yet
version-newest = newest

object-on = Provisioned
object-off = off
object-provisioned = Provisioned
object-users-always = Users are always provisioned: groups and everything else refer to them. To send nobody, let a scoping filter keep them out.
object-actions = What may be done at the app
action-create = Create
action-create-meaning = Without it, accounts that exist are still found and changed.
action-update = Update
action-update-meaning = Switching an account off is an update, too.
action-delete = Delete
action-delete-meaning = Without it, nothing is ever deleted at the app.
requests-form = Requests
profile-rfc7644 = RFC 7644
profile-entra = Entra
profile-entra-062020 = Entra, 062020
preview-everyone = Preview everyone
preview-everyone-meaning = All mappings of this list, for everybody in scope. Nothing is sent, nothing is saved.
preview-close = Close the preview

column-target = Target
column-source = Source
column-matching = Matching
column-applied = Applied
column-when-empty = When empty
column-problems = Problems
column-person = Person

mapping = Mapping
mapping-new = New mapping
mapping-add = Add mapping
mapping-duplicate = Duplicate
mapping-delete = Delete
mapping-deleted = { $name } is deleted from the draft.
mapping-close = Close the mapping
key-delete = Delete
mapping-type = Type of mapping
mapping-direct = Direct
mapping-constant = Constant
mapping-expression = Expression
mapping-none = None
mapping-none-meaning = The target is left alone; a new account gets the default value.
mapping-target = Target attribute
mapping-target-example = userName
mapping-attribute = Source attribute
mapping-attribute-example = givenName
mapping-value = Value
mapping-default = Default value
mapping-matching = Finds accounts
matching-no = No
matching-precedence = Yes, precedence { $n }
filterable-yes = Filterable
filterable-no = Not filterable
filterable-unknown = Not known if filterable
filterable-ask = Ask the server
filterable-asking = Asking
apply-always = Always
apply-on-create = On creation only
apply-when-target-empty = Where the account has no value
apply-add-values = Adds values, takes none away
apply-add-value = Adds values to those there
when-empty-keep = Keep
when-empty-clear = Clear
when-empty-default = Use the default
expression-keys = Ctrl Space completes
expression-length = { $n } of { $most } characters
expression-gives = gives
expression-gives-nothing = nothing
expression-takes = { $name }: { $takes }
expression-takes-optional = { $name }: { $takes }, may be left out
expression-too-many = { $name } takes no more arguments.

live-for = For
live-result = Result
live-none = No result
live-empty = No value
live-default = the default: the source has no value
live-not-flowed = Left out: nothing is sent for this attribute
live-no-directory = No directory is chosen, so there is nobody to try it for.
value-none = no value
value-empty-text = empty text
person-picker = Person to try it for
person-example = Name, e-mail, id
person-none = Nobody has that name

outcome-title = For everyone
outcome-compare = compared with
outcome-saved = the saved mapping
outcome-saved-all = the saved mappings
outcome-accounts = the accounts
outcome-no-directory = { $tenant } takes its people from no directory yet. With one, everybody's outcome is shown here before anything is saved.
outcome-needs-target = Needs a target attribute.
outcome-broken = Shown again once the errors are mended.
outcome-running = Evaluating
outcome-progress = { $done } of { $total } people
outcome-progress-groups = { $done } of { $total } groups
outcome-cancelled = Cancelled.
outcome-again = Evaluate again
outcome-counts = Outcomes
outcome-people = People
outcome-groups = Groups
outcome-nobody = Nobody is in scope.
outcome-nobody-groups = No group is in scope.
outcome-accounts-part = Compared with { $n } accounts.
outcome-more = and { $n } more

problems = Problems
problems-none = no problems
problem-error = Error
problem-warning = Warning
problem-note = Note
problem-errors = { $n ->
    [one] 1 error
   *[other] { $n } errors
  }
problem-warnings = { $n ->
    [one] 1 warning
   *[other] { $n } warnings
  }
problem-notes = { $n ->
    [one] 1 note
   *[other] { $n } notes
  }
problem-filter = scoping filter { $n }

save-title = Save version { $n } of the mappings of { $tenant }
save-nothing = There is nothing to save.
save-note = Note
save-note-hint = What changed and why, for whoever reads the versions later.
save-refused = { $n ->
    [one] 1 error must be mended first.
   *[other] { $n } errors must be mended first.
  }
save-do = Save version { $n }
save-outrun = Version { $n } was saved since you began. These are the differences from it: what it changed and you did not is undone by saving.
differences = Differences
differences-none = No difference.
difference-what = What
difference-from = From
difference-to = To
difference-added = Added
difference-removed = Removed
difference-mapping = Mappings
difference-scope = Scoping filters
difference-attribute-source = Source attributes
difference-attribute-target = Target attributes
difference-setting = Settings
versions-title = Versions of the mappings of { $tenant }
compare-from = From
compare-to = To
restore-ask = Go back to this…
restore-title = Go back to { $version }
restore-meaning = This becomes version { $n }, with the mappings of { $version }. No version is lost. This is what changes:
restore-unsaved = What you changed and did not save is discarded.
restore-note-hint = Left empty, it says which version this was.
restore-not = Not now
restore-do = Go back to { $version }
import-title = Import mappings for { $tenant }
import-meaning = A synchronization schema as Entra exports it, or a file of Scimdesk. It becomes a draft; nothing is saved.
import-choose = Choose a file…
import-paste = Or paste its text
import-read = Read
import-another = Read another
import-entra = A synchronization schema of Entra. What Scimdesk does not know in it is kept for the next export.
import-scimdesk = A file of Scimdesk.
import-unsaved = It takes the place of your unsaved changes.
import-differences = Against what is saved
import-do = Use as draft
import-done = The file is the draft now. Nothing is saved.
export-title = Export the mappings of { $tenant }
export-format = Format
export-entra = Entra (JSON)
export-entra-meaning = A synchronization schema, as the Entra admin center imports it.
export-scimdesk = Scimdesk (TOML)
export-scimdesk-meaning = Made to be read, compared and kept under version control.
export-version = Version
export-unsaved = What is not saved is not in it.
export-copy = Copy
export-copy-one = Copy { $file }
export-save = { $n ->
    [one] Save…
   *[other] Save { $n } files…
  }
export-saved = Saved as { $path }

attributes = Attributes
attributes-back = Back to the mappings
attributes-side = Whose attributes
attributes-target = Of { $app }
attributes-source = Of the directory
attributes-discover = Discover from the server…
attributes-empty = No attributes yet
attributes-count = { $n ->
    [one] 1 attribute
   *[other] { $n } attributes
  }
attribute = Attribute
attribute-add = Add attribute
attribute-new-name = attribute{ $n }
attribute-remove = Remove
attribute-close = Close the attribute
attribute-used = A mapping uses it.
attribute-not-used = No mapping uses it.
attribute-path = Path
attribute-several = several values
attribute-required = Required
attribute-unique = Unique
attribute-multi-valued = Several values
attribute-case-exact = Letter case counts
attribute-references = Refers to
attribute-anchor = It is the key of the object: the app gives it, and no mapping may fill it.
attribute-name-missing = A name is missing.
attribute-name-taken = Another attribute is called that.
column-type = Type
column-flags = Properties
column-filterable = Filterable
column-max-length = Max length
max-length-none = not limited
type-string = Text
type-boolean = Boolean
type-integer = Whole number
type-date-time = Date and time
type-binary = Binary
type-reference = Reference
flag-anchor = key
flag-required = required
flag-unique = unique
flag-multi-valued = several values
flag-case-exact = letter case counts
flag-references = refers to { $names }
flag-max-length = at most { $n } characters
flag-filterable = filterable
flag-not-filterable = not filterable
discover-title = Attributes that { $app } lists
discover-nothing = Nothing differs from the list here.
discover-added = { $n } new
discover-changed = { $n } different
discover-missing = { $n } in the list here that the server does not name
discover-remove = take out of the list
discover-accept = { $n ->
    [one] Take over 1 change
   *[other] Take over { $n } changes
  }

## People

people = People
people-meaning = Mappings and scoping filters are tried on real people before they are saved. A directory holds them: people and groups as your identity provider has them, kept encrypted on this machine.
people-first = No people yet
people-import = Import a file…
people-take = Take the people found in a tenant…
people-failed = The directories could not be read
people-from-csv = CSV file { $file }
people-from-json = JSON file { $file }
people-from-entra = Entra ID: { $directory }
people-from-ldap = LDAP: { $url }
people-from-tenant = found in { $tenant }
people-kept = { $n ->
    [one] 1 person is kept in { $name }.
   *[other] { $n } people are kept in { $name }.
  }
directories = Directories
directory-people = People
directory-groups = Groups
directory-unused = No tenant takes its people from here.
directory-used-by = Used by { $tenants }
directory-open = Open
directory-replace = Replace…
directory-remove = Remove…
directory-name = Name of the directory
directory-way = Where this is
directory-gone = There is no such directory
directory-gone-all = Show all directories
directory-tab-people = { $n ->
    [one] 1 person
   *[other] { $n } people
  }
directory-tab-groups = { $n ->
    [one] 1 group
   *[other] { $n } groups
  }
directory-people-of = People of { $name }
directory-groups-of = Groups of { $name }
directory-search-people = Search people
directory-search-people-example = Name, user name, e-mail, id
directory-search-clear = Clear the search
directory-no-people = 0 people
directory-no-groups = 0 groups
directory-members = Direct members
directory-count-people = { $n ->
    [one] 1 person
   *[other] { $n } people
  }
directory-in-use-title = { $name } is in use
directory-in-use = These tenants take their people from it. Choose another directory for them first, in their Scope:
directory-remove-title = Remove { $name }?
directory-remove-forgotten = { $people ->
    [one] Forgotten: 1 person
   *[other] Forgotten: { $people } people
  } and { $groups ->
    [one] 1 group
   *[other] { $groups } groups
  }, as kept on this machine.
directory-remove-stays = Stays: the file or tenant they came from, and every app.
directory-remove-do = Remove { $name }
directory-removed = { $name } is removed.
person = Person
person-uses = What would come of it
person-why = Why in or out
person-empty = empty
take-title = Take the people found in a tenant
take-meaning = The accounts and groups that were fetched become people and groups of a directory. Nothing is sent anywhere.
take-none = No accounts were fetched from any tenant yet. Refresh one first.
take-tenant = Tenant
take-option = { $tenant } ({ $n } accounts)
take-name = People of { $tenant }
take-do = Take people
take-do-count = { $n ->
    [one] Take 1 person
   *[other] Take { $n } people
  }

## Reading a file of people

reading-title = Import people
reading-title-replace = Import people into { $name }
reading-file = File of people
reading-choose = Choose a file
reading-choose-another = Choose another file
reading-drop = or drop one here: CSV with one header row, or a JSON list.
reading-drop-another = or drop it here.
reading-meaning = An export of users from your identity provider will do. It is read on this machine; nothing is kept before you say so.
reading-failed = This file could not be opened.
reading-failed-next = Choose a file, no folder, that is still where it was and that you may read.
reading-under-way = Reading { $file }
reading-of = What is in { $file }
reading-columns = Columns
reading-columns-meaning = Each column is taken for a source attribute. Choose another where that is wrong, or leave the column out.
reading-take = Take
reading-column = Column
reading-field = Field
reading-attribute = Taken for
reading-filled = Filled
reading-filled-of = { $filled } of { $people }
reading-samples = Values
reading-take-column = Take { $column }
reading-attribute-of = What { $column } is taken for
reading-left-out = left out
reading-id = What tells people apart for good
reading-id-hint = An id that never changes, not even with a new name. Replacing the people later finds them again by it.
reading-id-choose = Choose an attribute
reading-keep-as = Kept as
reading-new = A new directory
reading-replace = { $n ->
    [one] In the place of { $name }, 1 person
   *[other] In the place of { $name }, { $n } people
  }
reading-replaces = { $n ->
    [one] The 1 person of { $name } is replaced. Assignments stay.
   *[other] The { $n } people of { $name } are replaced. Assignments stay.
  }
reading-keep = { $n ->
    [one] Keep 1 person
   *[other] Keep { $n } people
  }
reading-without = { $n ->
    [one] Without 1 row that cannot be used.
   *[other] Without { $n } rows that cannot be used.
  }
reading-missing-people = No row can be used.
reading-missing-attribute = A column has no attribute: name one, or leave it out.
reading-missing-twice = Two columns are taken for { $attribute }.
reading-missing-id = Choose the attribute that tells people apart.
reading-missing-name = A name is missing.
reading-rejected = { $n ->
    [one] 1 row cannot be used
   *[other] { $n } rows cannot be used
  }
reading-rejected-more = { $n ->
    [one] And 1 more.
   *[other] And { $n } more.
  }
reading-line = Line { $n }
reading-place = Number { $n }

## Who is in scope

scope-directory = Where its people come from
scope-directory-of = People of { $tenant }
scope-directory-choose = Choose a directory
scope-directory-option = { $n ->
    [one] { $name } (1 person)
   *[other] { $name } ({ $n } people)
  }
scope-directory-none = Who is in scope is asked of people, and there are none yet.
scope-directory-get = Import people
scope-directory-meaning = Who is in scope is asked of the people in it.
scope-directory-show = Show these people
scope-assignment = Assignment
scope-who-assigned = Only who is assigned
scope-who-all = Everybody
scope-who-all-meaning = Everybody in the directory, assigned or not. Whoever has no assignment has no role.
scope-nested = Count the members of nested groups
scope-nested-meaning = Off, as in Entra: of an assigned group only its direct members are assigned.
scope-default-access = Leave out Default Access
scope-default-access-meaning = Until July 2020 Entra left out whoever had no other role than Default Access; since then they count as everybody else does.
scope-default-access-here = { $app }'s tutorial still says that they are left out.
assignments = Assigned people and groups
assignments-search = Search who is assigned
assignments-add = Assign…
assignments-none = Nobody is assigned to { $app } yet.
assignments-at-once = Assignments hold at once. Everything else on this page holds once it is saved.
assignments-remove = { $n ->
    [one] Remove 1 assignment
   *[other] Remove { $n } assignments
  }
assignments-removed = { $n ->
    [one] 1 assignment is removed.
   *[other] { $n } assignments are removed.
  }
assignments-added = { $n ->
    [one] 1 is assigned.
   *[other] { $n } are assigned.
  }
assignment-kind = Kind
assignment-role = Role
assignment-person = Person
assignment-group = Group
assignment-group-people = { $n ->
    [one] Group, 1 person
   *[other] Group, { $n } people
  }
assignment-group-members = { $n ->
    [one] group, 1 member
   *[other] group, { $n } members
  }
assignment-gone = Not in the directory any more
role-default = Default Access
role-named = A role
role-value = Value
role-value-hint = What the app is sent.
role-name = Name
assign-title = Assign to { $app }
assign-search = People and groups
assign-search-example = Name, user name, id
assign-found = Found
assign-more = { $n ->
    [one] 1 more matches: type more of the name.
   *[other] { $n } more match: type more of the name.
  }
assign-do = { $n ->
    [0] Assign
   *[other] Assign { $n }
  }
filters = Scoping filters
filters-of = Filters of
filters-meaning = Whoever passes one of the filters is in scope. Without any filter, nobody is kept out. Letter case counts.
filters-form = Form of the filters
filters-builder = Builder
filters-text = Text
filters-none = No filter: everybody passes.
filters-title = Title of the filter
filters-title-new = Filter { $n }
filters-or = or
filters-if = if
filters-and = and
filters-clause = Clause { $n }
filters-attribute = Attribute
filters-operator = Operator
filters-operator-option = { $label } ({ $operator })
filters-value = Value
filters-add-first = Add a filter
filters-add = Or: add another filter
filters-add-clause = And: add a clause
filters-remove = Remove { $name }
filters-remove-clause = Remove clause { $n }
filters-remove-all = Remove all
filters-unfinished = A clause has no attribute yet. Until it has one, nothing is counted and there is no text.
filters-text-label = Filters as text
filters-text-hint = One filter a line: its title in quotes and a colon, then clauses joined by AND. A line that begins with AND goes on with the filter before it.
filters-text-place = Line { $line }, column { $column }:
filters-text-unreadable = What cannot be read stays here as it is written. The filters in force are those last read.
filters-text-back = Back to the filters last read
filters-operators = All operators
scope-groups-off = Groups are not provisioned: their mappings are off. These filters hold once they are on.
scope-outcome = Who is in scope
scope-unfinished = A clause is not finished. The numbers are those from before.
scope-counting = Counting
scope-counting-of = { $done } of { $total }
scope-cancelled = Counting was cancelled.
scope-count-again = Count again
scope-nobody-changes = Nobody changes sides against what is saved.
scope-changes = Against what is saved, { $entering ->
    [0] nobody comes in
    [one] 1 comes in
   *[other] { $entering } come in
  } and { $leaving ->
    [0] nobody leaves
    [one] 1 leaves
   *[other] { $leaving } leave
  }.
scope-reason = Why
side-inside = In scope
side-outside = Out
side-entering = Coming in
side-leaving = Leaving
side-none = Nobody is on this side.
side-close = Back to the settings
why = Why in or out
why-back = Back
why-person = Show the person
why-ask-person = Why is somebody in or out?
why-ask-group = Why is a group in or out?
why-yes = Yes
why-no = No
why-not-asked = Not asked

## Provisioning

tab-provisioning = Provisioning
provisioning-unread = How provisioning stands could not be read
provisioning-part-status = Status
provisioning-part-plan = Plan
provisioning-part-waiting = Waiting
provisioning-part-waiting-count = Waiting ({ $n })
provisioning-part-setup = Set-up
provisioning-part-settings = Settings
provisioning-status = Provisioning status
provisioning-code-not-configured = Not configured
provisioning-code-off = Off
provisioning-code-not-run = On, not run yet
provisioning-code-active = On
provisioning-code-paused = Paused
provisioning-code-quarantine = Quarantine
provisioning-code-disabled = Disabled
provisioning-go-setup = Go on with the set-up
provisioning-owner = Cycles are run by { $owner }, not here.
provisioning-read-only = { $tenant } is read-only: nothing is sent until changes are allowed. A plan and a dry run need no such leave.
provisioning-start-ask = Start…
provisioning-start-title = Start provisioning { $tenant }?
provisioning-start-meaning = A cycle begins now, then one { $every } after the end of the last. What differs between the directory and { $app } is sent without asking again; deletions above the limit in the settings wait for you.
provisioning-start-review = Each change of this tenant is reviewed before it is sent. Switching cycles on is that review: they send on their own.
provisioning-start-do = Start provisioning
provisioning-started = Provisioning is on.
provisioning-pause-ask = Pause…
provisioning-pause-title = Pause provisioning { $tenant }?
provisioning-pause-meaning = The cycle that runs stops after the object at hand, and none begins until it is started again. The next one goes on from there.
provisioning-pause-do = Pause provisioning
provisioning-paused = Provisioning is paused.
provisioning-stop-ask = Stop…
provisioning-stop-title = Stop provisioning { $tenant }?
provisioning-stop-meaning = Cycles are switched off: one that runs ends, and none begins. Links and settings are kept. Accounts in { $app } stay as they are.
provisioning-stop-do = Stop provisioning
provisioning-stopped = Provisioning is off.
provisioning-restart-ask = Restart…
provisioning-restart-title = Restart provisioning { $tenant }?
provisioning-restart-meaning = The next cycle is an initial one: everybody is evaluated anew. Retries are forgotten and a quarantine is lifted.
provisioning-restart-how = What is kept
provisioning-restart-keep = Keep who is linked to which account
provisioning-restart-keep-meaning = As Restart in Entra.
provisioning-restart-forget = Forget the links and match everybody anew
provisioning-restart-forget-meaning = As a full reset in Entra. Accounts in the app stay; whoever matches nobody is no longer looked after.
provisioning-restart-do = Restart provisioning
provisioning-restarted = Provisioning begins anew.
provisioning-quarantine = In quarantine
provisioning-quarantine-reason = Reason
provisioning-quarantine-since = Since
provisioning-quarantine-next = Next attempt
provisioning-quarantine-attempts = Attempts so far
provisioning-quarantine-meaning = Cycles are tried again less and less often; one that works lifts the quarantine. After four weeks provisioning is disabled. Start tries at once.
provisioning-cycle = Current cycle
provisioning-cycle-running = Cycle
provisioning-run-now = Run a cycle now
provisioning-run-title = Run a cycle in { $tenant }?
provisioning-run-meaning = What differs between the directory and { $app } is sent without asking again; disables and deletions above the limit in the settings wait for you. A plan shows each change first.
provisioning-run-do = Run the cycle
provisioning-no-cycle = No cycle has run yet.
provisioning-none-due = No cycle is due.
provisioning-next = Next cycle: { $when }.
provisioning-due = now
provisioning-in = in { $time }
provisioning-in-hours = in { $n } h
provisioning-in-days = { $n ->
    [one] in 1 day
   *[other] in { $n } days
  }
provisioning-cycle-type = Type
provisioning-cycle-state = Result
provisioning-cycle-at = Ended
provisioning-cycle-began = Began
provisioning-cycle-initial = Initial
provisioning-cycle-incremental = Incremental
provisioning-cycle-plan = Approved plan
provisioning-cycle-on-demand = On demand
provisioning-state-running = Running
provisioning-state-succeeded = Succeeded
provisioning-state-some-failed = Some failed
provisioning-state-failed = Failed
provisioning-state-stopped = Stopped
provisioning-state-interrupted = Interrupted
provisioning-progress = { $done } objects
provisioning-progress-of = { $done } of { $total } objects
provisioning-last-error = Last error
provisioning-show-journal = Show the journal
provisioning-show-log = Show its log
provisioning-show-log-of = Show the log of cycle { $n }
provisioning-show-failures = { $n ->
    [one] Show the failure in the log
   *[other] Show the { $n } failures in the log
  }
provisioning-statistics = Statistics to date
provisioning-users = { $n ->
    [one] user linked
   *[other] users linked
  }
provisioning-groups = { $n ->
    [one] group linked
   *[other] groups linked
  }
provisioning-runs = { $n ->
    [one] cycle
   *[other] cycles
  }
provisioning-initial-completed = Initial cycle completed
provisioning-last-success = Last success
provisioning-last-duration = Duration of the last cycle
provisioning-not-yet = Not yet
provisioning-open = Waiting
provisioning-staged-none = No disable or deletion waits for you.
provisioning-staged-wait = { $n ->
    [one] 1 disable or deletion waits for you.
   *[other] { $n } disables and deletions wait for you.
  }
provisioning-staged-decide = Decide
provisioning-retries-none = No failure is to be tried again.
provisioning-retries = { $n ->
    [one] 1 failure is tried again by itself: after 6, 12 and 24 hours, then daily for 28 days, and at once when what is to be sent changes.
   *[other] { $n } failures are tried again by themselves: after 6, 12 and 24 hours, then daily for 28 days, and at once when what is to be sent changes.
  }
provisioning-cycles = Last cycles
provisioning-cycles-none = The chart begins with the first cycle.
provisioning-cycles-table = As a table
provisioning-chart = Changes by cycle
provisioning-cycle-number = Cycle { $n }
provisioning-column-number = Cycle
provisioning-series-created = Created
provisioning-series-updated = Linked or updated
provisioning-series-disabled = Disabled or deleted
provisioning-series-failed = Failed
provisioning-created = { $n } created
provisioning-linked = { $n } linked
provisioning-updated = { $n } updated
provisioning-restored = { $n } restored
provisioning-disabled = { $n } disabled
provisioning-deleted = { $n } deleted
provisioning-memberships = { $n } changed in members
provisioning-staged = { $n } waiting
provisioning-failed = { $n } failed
provisioning-nothing-changed = Nothing to change
provisioning-waiting-none = Nothing waits for you
provisioning-waiting-meaning = When a cycle would disable or delete more than the limit in the settings, these changes wait here. What is allowed is done by the next cycle; what is denied stays as long as nothing else changes about the person.
provisioning-since = Since
provisioning-decision = Decision
provisioning-decision-waiting = Waiting
provisioning-decision-allowed = Allowed
provisioning-decision-denied = Denied
provisioning-allow-all = Allow all…
provisioning-deny-all = Deny all…
provisioning-allow-ask = Allow…
provisioning-deny-ask = Deny…
provisioning-allow-title = { $n ->
    [one] Allow 1 disable or deletion?
   *[other] Allow { $n } disables and deletions?
  }
provisioning-allow-meaning = { $n ->
    [one] The next cycle does it in { $app }.
   *[other] The next cycle does them in { $app }.
  }
provisioning-allow-do = Allow { $n }
provisioning-allowed = { $n } allowed.
provisioning-deny-title = { $n ->
    [one] Deny 1 disable or deletion?
   *[other] Deny { $n } disables and deletions?
  }
provisioning-deny-meaning = { $n ->
    [one] The account stays as it is in { $app }, as long as nothing else changes about the person.
   *[other] These accounts stay as they are in { $app }, as long as nothing else changes about the people.
  }
provisioning-deny-do = Deny { $n }
provisioning-denied = { $n } denied.
provisioning-settings-schedule = Cycles
provisioning-interval = Minutes between two cycles
provisioning-interval-hint = From the end of one to the beginning of the next. Entra: 40.
provisioning-on-change = Also as soon as the directory or the assignments change here
provisioning-relist = List all accounts anew at times
provisioning-relist-hours = After so many hours
provisioning-relist-meaning = Finds what was changed at the app. Off: only initial cycles list.
provisioning-settings-guard = Accidental deletions
provisioning-guard = Prevent accidental deletions
provisioning-guard-meaning = When a cycle would disable or delete more than this, these changes wait for you, and all else goes on.
provisioning-guard-by-count = Limit the number
provisioning-guard-count = More than so many
provisioning-guard-by-share = Limit the share
provisioning-guard-share = More than so many percent of the linked accounts or groups
provisioning-protected = Never disabled or deleted
provisioning-protected-hint = Names or user names, one a line; * stands for any text.
provisioning-settings-leaving = Who leaves
provisioning-skip-leavers = Leave accounts of people who left the scope as they are (SkipOutOfScopeDeletions)
provisioning-delete-after = Delete accounts some time after their people left the scope
provisioning-delete-after-days = After so many days
provisioning-delete-after-meaning = Off: they stay switched off.
provisioning-missing = When a linked account is gone at the app
provisioning-missing-report = Report a failure; a person decides
provisioning-missing-recreate = Find it anew, or make it anew
provisioning-settings-notify = Notification
provisioning-emails = E-mail to
provisioning-emails-hint = One address a line. The mail server is in Settings.
provisioning-desktop = Show it on this computer
provisioning-digest = Send the failures of a cycle in one message
provisioning-webhook = Webhook
provisioning-webhook-hint = Gets a POST of JSON for each notification. The URL is kept in the vault, and only its host is shown; enter a whole URL to change it.
provisioning-token-expires = The token expires on
provisioning-token-expires-hint = You are told before that day.
provisioning-try = Send a test notification
provisioning-try-unsaved = Save first: the test uses what is saved.
provisioning-try-none = No way of notification is set.
provisioning-way-email = E-mail
provisioning-way-desktop = This computer
provisioning-way-webhook = Webhook
provisioning-settings-checks = Checks and log
provisioning-read-back = How a change is checked
provisioning-read-back-answer = By the server's own answer; read again where it does not show the account
provisioning-read-back-always = Read again after each change
provisioning-drift = Attributes that were changed at the app
provisioning-drift-report = Report them; nothing is sent
provisioning-drift-repair = Bring them back in line with the next cycle
provisioning-log-limit = Keep the log for a time
provisioning-log-days = Days
provisioning-log-meaning = Off: for good.
provisioning-settings-quarantine = Quarantine
provisioning-thresholds-meaning = So many failures put the tenant into quarantine.
provisioning-threshold-from = Failures from which on the share counts
provisioning-threshold-share = Share of failures, percent
provisioning-threshold-base = Failures that are not about references
provisioning-threshold-total = Failures of all sorts
provisioning-amount-wrong = A number from { $min } to { $max }.
provisioning-settings-unsaved = Changes are not saved yet.
provisioning-settings-wrong = One number does not fit.

## The plan

plan-user = User
plan-group = Group
plan-create = Create
plan-link = Link
plan-update = Update
plan-restore = Restore
plan-disable = Disable
plan-delete = Delete
plan-unlink = Unlink
plan-members = Members
plan-count-create = { $n } to create
plan-count-link = { $n } to link
plan-count-update = { $n } to update
plan-count-restore = { $n } to restore
plan-count-disable = { $n } to disable
plan-count-delete = { $n } to delete
plan-count-unlink = { $n } to unlink
plan-count-members = { $n ->
    [one] 1 group changes members
   *[other] { $n } groups change members
  }
plan-state-count = { $state }: { $n }
plan-state-planned = Planned
plan-state-rejected = Taken out
plan-state-withheld = Withheld
plan-state-applied = Applied
plan-state-failed = Failed
plan-state-stale = Stale
plan-column-object = Object
plan-column-action = Action
plan-column-state = State
plan-column-why = Why
plan-column-effect = Effect
plan-column-attributes = Attributes
plan-column-account = Account
plan-unread = The plan could not be read
plan-none = No plan yet
plan-none-meaning = A plan shows every create, update, disable and delete before anything is sent to { $app }: whom, why, what of which attribute, and the requests.
plan-make-ask = Make a plan…
plan-again-ask = Plan again…
plan-make-title = Plan provisioning of { $tenant }
plan-make-meaning = Nothing is sent. The new plan takes the place of the one shown.
plan-extent = What is planned
plan-make-all = Everything that differs, whoever changed it
plan-make-next-cycle = What the next cycle would send
plan-make-refresh = First read the directory and list the accounts anew
plan-make-do = Make the plan
plan-making = Planning
plan-extent-all = Everything that differs
plan-extent-next-cycle = What the next cycle would send
plan-proven = proven complete
plan-unproven = not proven complete
plan-accounts = accounts { $completeness }
plan-mapping-version = { $n ->
    [0] the app's default mappings
   *[other] mappings version { $n }
  }
plan-counts = Changes by action
plan-unchanged = { $n } unchanged
plan-out-of-scope = { $n } out of scope
plan-stale = This plan can no longer be applied as it is. Plan again.
plan-files = Export or import
plan-export-ask = Export…
plan-export-title = Export the plan of { $tenant }
plan-export-markdown = Markdown
plan-export-markdown-meaning = To be read by people.
plan-export-json = JSON
plan-export-json-meaning = Whole: it can be imported again, here or elsewhere.
plan-export-part = The beginning is shown; the whole is saved and copied.
plan-import-ask = Import…
plan-import-title = Import a plan for { $tenant }
plan-import-meaning = A plan exported as JSON becomes the plan shown. Nothing is sent; what is no longer true is found when it is applied.
plan-import-paste = Or paste it
plan-import-do = Import the plan
plan-imported = The plan was imported.
plan-changes = Planned changes
plan-change = Planned change
plan-search = Search the plan
plan-search-example = name…
plan-any-object = Users and groups
plan-any-action = Any action
plan-any-state = Any state
plan-option = { $word } ({ $n })
plan-none-match = No change matches
plan-nothing = Nothing to change
plan-nothing-meaning = The app has what the directory and the mappings give.
plan-shown = { $n ->
    [one] 1 change
   *[other] { $n } changes
  }
plan-take-out = Take out of the plan
plan-put-back = Put back
plan-taken-out = { $n } taken out of the plan.
plan-put-back-done = { $n } put back into the plan.
plan-reasons = Why
plan-notes = Notes
plan-attributes = Attributes
plan-added = { $n ->
    [one] 1 comes
   *[other] { $n } come
  }
plan-removed = { $n ->
    [one] 1 goes
   *[other] { $n } go
  }
plan-members-more = and { $n } more
plan-requests = { $n ->
    [one] 1 request
   *[other] { $n } requests
  }
plan-apply-ask = { $n ->
    [one] Apply 1 change…
   *[other] Apply { $n } changes…
  }
plan-apply-title = { $n ->
    [one] Apply 1 change to { $tenant }
   *[other] Apply { $n } changes to { $tenant }
  }
plan-apply-title-running = { $n ->
    [one] Applying 1 change to { $tenant }
   *[other] Applying { $n } changes to { $tenant }
  }
plan-apply-title-done = { $n ->
    [one] 1 change to { $tenant }
   *[other] { $n } changes to { $tenant }
  }
plan-apply-meaning = This is what happens in { $app }:
plan-deeds = What happens
plan-understood = I have checked who is disabled ({ $disabled }) and deleted ({ $deleted })
plan-left-rejected = { $n ->
    [one] 1 was taken out and is not sent.
   *[other] { $n } were taken out and are not sent.
  }
plan-left-withheld = { $n ->
    [one] 1 is withheld and is not sent.
   *[other] { $n } are withheld and are not sent.
  }
plan-apply-do = { $n ->
    [one] Apply 1 change
   *[other] Apply { $n } changes
  }
plan-sending = Applying
plan-cancelled = Stopped. What was sent stays; the rest of the plan is still there.
plan-result-stale = { $n ->
    [one] 1 was no longer true and was not sent. Plan again.
   *[other] { $n } were no longer true and were not sent. Plan again.
  }
plan-failures = Failures
plan-failures-again = They are tried again by themselves.

## Setting provisioning up

setup-title = Set up provisioning to { $app }
setup-done-of = { $done } of { $total } done.
setup-next = Next: { $step }.
setup-complete = Everything that is needed is done.
setup-is-done = Done
setup-is-open = Open
setup-optional = optional
setup-credentials = Admin credentials
setup-credentials-done = The tenant URL is { $url }; the token is in the vault.
setup-credentials-go = Replace URL or token
setup-test = Test connection
setup-test-never = Not tested yet.
setup-directory = Directory
setup-directory-none = No directory is chosen. People come from Entra ID, LDAP, a file or another tenant.
setup-directory-done = { $n ->
    [one] 1 person from { $name }.
   *[other] { $n } people from { $name }.
  }
setup-directory-go = Choose a directory
setup-notification = Notification
setup-notification-none = Nobody is told of a quarantine.
setup-notification-desktop = Shown on this computer only.
setup-notification-done = Goes to { $who }.
setup-notification-go = Choose who is told
setup-mappings = Mappings
setup-mappings-defaults = The app's default mappings, not reviewed yet.
setup-mappings-done = Version { $n } is saved.
setup-mappings-go = Review the mappings
setup-scope = Scope and assignments
setup-scope-all = Everybody in the directory.
setup-scope-assigned = { $n ->
    [0] Only who is assigned, and nobody is yet.
    [one] Only who is assigned: 1 assignment.
   *[other] Only who is assigned: { $n } assignments.
  }
setup-scope-go = Choose who is in scope
setup-pilot = Pilot
setup-pilot-none = Try one or two people before everybody: first a dry run, then for real.
setup-pilot-done = { $n ->
    [one] 1 account is linked.
   *[other] { $n } accounts are linked.
  }
setup-pilot-people = People of the pilot
setup-pilot-choose = Choose a person
setup-pilot-remove = Take { $name } out
setup-pilot-dry = Dry run
setup-pilot-real = { $n ->
    [0] Provision for real
    [one] Provision 1 person
   *[other] Provision { $n } people
  }
setup-pilot-steps = See each step on demand
setup-pilot-was-dry = Dry run: nothing was sent.
setup-pilot-was-real = Sent.
setup-pilot-details = Attributes and requests
setup-on = Provisioning on
setup-on-go = Show how it stands

## Requests

requests-ask = Requests…
requests-title = Requests for { $name }
requests-meaning = This is what provisioning would send to { $tenant }, to the letter. Nothing is sent.
requests-profile = Form of the requests
profile-rfc7644-meaning = One operation for each attribute, lower-case "op", booleans as booleans.
profile-entra-default-meaning = Capitalised "op", and booleans as text.
profile-entra-062020-meaning = Entra's form nearer to the standard, switched on by a flag in the tenant URL.
requests-update = To change the account that exists
requests-create = To create the account
requests-create-else = If there were no account: to create it
requests-no-account = No account was found among those fetched.
requests-nothing = Nothing: the account is as it should be.
requests-no-create = Nothing is created.

## Settings

settings = Settings
settings-look = Look
theme = Theme
theme-system = As the system
theme-light = Light
theme-dark = Dark
theme-high-contrast = High contrast
settings-secrets = Tokens
settings-about = About
about-version = Version
about-data = Data folder
about-copy-data = Copy the path
settings-general = Name and use
settings-credential = URL and token
settings-credential-meaning = The two are replaced together: a token is only ever sent to the host it was saved for. The saved token is not shown.
settings-credential-replace = Replace URL and token
settings-credential-replaced = URL and token are replaced.
settings-authority = Certificate authority
settings-remove = Remove
remove-meaning = Scimdesk forgets this tenant. Nothing is changed in { $app }.
remove-ask = Remove this tenant…
remove-title = Remove { $tenant }?
remove-forgotten = Forgotten: the connection, its token in the vault, and the accounts and groups fetched from it.
remove-stays = Stays: the journal of what was changed, and everything in { $app } itself.
remove-do = Remove { $tenant }

## Provisioning logs, and what became of a person

log-status-success = Success
log-status-failure = Failure
log-status-warning = Warning
log-status-skipped = Skipped
log-action-create = Create
log-action-update = Update
log-action-disable = Disable
log-action-delete = Delete
log-action-staged-delete = Staged delete
log-action-other = Other
log-planned-create = Create
log-planned-link = Link
log-planned-update = Update
log-planned-restore = Restore
log-planned-disable = Disable
log-planned-delete = Delete
log-planned-unlink = Unlink
log-planned-members = Members
log-step-connection = Test connection
log-step-import = Import
log-step-scoping = Determine whether in scope
log-step-matching = Match between source and target
log-step-processing = Evaluate before provisioning
log-step-references = Resolve references
log-step-export = Perform action
log-object-user = User
log-object-group = Group
log-steps = Steps
log-no-steps = No steps were recorded.
log-property = Attribute
log-old-value = Old value
log-new-value = New value
log-value-none = none
log-why = Why
log-recommended = What to do
log-details = Details
log-copy-reason = Copy the reason
log-none-match = Nothing matches the filters
logs = Logs
logs-of = Provisioning log of { $tenant }
log-search = Search the log
log-search-example = Name or id
log-filter-status = Status
log-filter-any-status = Any status
log-filter-action = Action
log-filter-any-action = Any action
log-filter-code = Code
log-filter-code-example = EntryConflict
log-filter-cycle = Cycle
log-filter-from = From
log-filter-to = To
log-filter-more = More filters
log-filter-more-set = More filters ({ $n })
log-column-time = Time
log-column-action = Action
log-column-status = Status
log-column-sentence = What happened
log-column-code = Code
log-column-cycle = Cycle
log-column-object = Type
log-column-person = Id in the directory
log-column-account = Id at the app
log-column-duration = Took
log-empty = Nothing was provisioned yet
log-empty-meaning = Every person and group that a cycle, an approved plan or a provisioning on demand touches leaves a record here: each step, each attribute, and where it failed, why and what to do.
log-empty-demand = Provision on demand
log-count = { $n ->
    [one] 1 record
   *[other] { $n } records
  }
log-record = Record
log-tab-troubleshooting = Troubleshooting & Recommendations
log-tab-modified = Modified Properties
log-tab-summary = Summary
log-nothing-wrong = Nothing went wrong; there is nothing to do.
log-nothing-modified = No attribute was changed.
log-summary-sentence = What happened
log-summary-source = Source system
log-summary-target = Target system
log-summary-change = Change id
log-summary-took = Took
log-summary-journal = Sent
log-show = Show it in the log
log-open-person = Show the person
log-try-again = Try again now
log-open-journal = Show requests and answers in the journal
log-open-account = Show the account
log-open-group = Show the group
log-export = Export…
log-export-title = Export the log of { $tenant }
log-export-format = Format
log-export-csv = CSV, three files
log-export-json = JSON, one file
log-export-csv-meaning = Records, their steps, and their changed attributes; the change id joins the three.
log-export-json-meaning = One array, each record with its steps and changed attributes.
log-export-filtered = Only the { $n ->
    [one] 1 record
   *[other] { $n } records
  } that match the filters.
log-export-all = All { $n ->
    [one] 1 record
   *[other] { $n } records
  }.
log-export-files = Files
log-export-size = { $n ->
    [one] 1 line
   *[other] { $n } lines
  }
log-export-part = The first { $n } lines are shown; all are saved and copied.

## Provision on demand

demand = On demand
demand-meaning = Choose people or groups and see each step for them: as a dry run first, which sends nothing.
demand-search = Search people and groups
demand-search-example = Name, user name, e-mail, id
demand-chosen = Chosen
demand-found = Found
demand-none-chosen = Nobody is chosen yet.
demand-take-out = Take { $name } out
demand-clear = Clear
demand-more = { $n } more match. Type more letters.
demand-dry-run = { $n ->
    [0] Dry run
    [one] Dry run for 1
   *[other] Dry run for { $n }
  }
demand-for-real = { $n ->
    [0] Provision for real
    [one] Provision 1 for real
   *[other] Provision { $n } for real
  }
demand-after-dry-run = A dry run comes first. It sends nothing.
demand-read-only = { $tenant } is read-only: a dry run shows what would be sent, and nothing can be sent.
demand-change-safety = Change what may be sent…
demand-running-dry = The dry run is under way
demand-running-real = Provisioning is under way
demand-cancel = Cancel
demand-results = Results
demand-dry-title = Dry run: nothing was sent
demand-real-title = What was done
demand-no-results = Nothing was run yet
demand-no-results-meaning = The results stand here, one for each person or group: what was read, whether and why they are in scope, which accounts match, what changes, and the requests.
demand-failed-count = { $n ->
    [one] 1 failed
   *[other] { $n } failed
  }
demand-retry = { $n ->
    [one] Try 1 again
   *[other] Try { $n } again
  }
demand-attributes = Attributes
demand-no-attributes = No attribute changes.
demand-before = Before
demand-after = After
demand-mapping = From
demand-added = Comes: { $names }
demand-removed = Goes: { $names }
demand-requests = { $n ->
    [one] 1 request
   *[other] { $n } requests
  }
demand-directory-missing = { $tenant } takes its people from no directory yet
demand-directory-missing-meaning = Provisioning on demand starts from people in a directory.
demand-choose-directory = Choose a directory in Scope
demand-group-note = The members of a group are not provisioned with it; those who have accounts are put in.

## Links

links = Links
links-of = Links of { $tenant }
links-search = Search links
links-search-example = Name or id of person or account
links-filter-object = Type
links-filter-any-object = Users and groups
links-only-users = Users
links-only-groups = Groups
links-filter-state = State
links-filter-any-state = Any state
links-state-managed = Managed
links-state-disabled = Switched off
links-state-departed = Departed
links-state-managed-meaning = In scope; cycles keep the account in line.
links-state-disabled-meaning = Switched off because its person left the scope.
links-state-departed-meaning = Its person is gone from the directory; the account waits for its end.
links-origin-created = Created by Scimdesk
links-origin-matched = Matched
links-origin-by-hand = By hand
links-column-person = In the directory
links-column-account = At the app
links-column-type = Type
links-column-state = State
links-column-origin = How
links-column-since = Linked
links-column-changed = Last change
links-nobody = not in the directory
links-no-account = not in the fetched list
links-empty = Nobody is linked yet
links-empty-meaning = A link says which account belongs to which person. Cycles make links when they create an account or find one that matches.
links-count = { $n ->
    [one] 1 link
   *[other] { $n } links
  }
links-link = Link
links-gone = There is no such link any more
links-person-id = Id in the directory
links-account-id = Id at the app
links-never-changed = not since
links-unlink = Unlink…
links-unlink-title = Unlink { $name }?
links-unlink-meaning = Scimdesk forgets that { $person } and { $account } belong together. Nothing is sent, and the account stays as it is.
links-unlink-next = Cycles no longer change this account. If the person is in scope, the next cycle looks for an account that matches, and links or creates one.
links-unlink-do = Unlink { $name }
links-unlinked = { $name } is unlinked. Nothing was sent.
links-relink = Link to another account…
links-relink-title = Link { $name } to another account
links-relink-meaning = Nothing is sent now. The next cycle brings the chosen account in line with the mappings; the account linked until now stays as it is.
links-relink-search = Search accounts
links-relink-search-groups = Search groups
links-relink-found = Accounts
links-relink-none = Nothing matches among what was fetched.
links-relink-more = { $n } more match. Type more letters.
links-relink-now = linked now
links-relink-do = Link to this account
links-relinked = { $name } is linked to another account. Nothing was sent.

## Drift

drift = Drift
drift-of = Drift of { $tenant }
drift-first = What changed behind Scimdesk's back
drift-meaning = Compares the accounts and groups of { $app } with the directory and with what was written: accounts that nobody manages, accounts changed at the app, duplicates, and linked accounts that are gone. Nothing is sent.
drift-find = Find drift
drift-find-again = Find again
drift-finding = Looking for drift
drift-cancel = Cancel
drift-summary = { $accounts ->
    [one] 1 account or group
   *[other] { $accounts } accounts and groups
  } looked at, { $managed } managed
drift-ignored = { $n } ignored by rules
drift-unproven = The list it was compared with is not proven complete: what looks missing may only not have arrived.
drift-none = No drift
drift-none-meaning = Every account is managed and as it was written.
drift-kinds = Kinds of drift
drift-all = All
drift-kind-local = Local
drift-kind-unassigned = Unassigned
drift-kind-unlinked = Not linked yet
drift-kind-changed = Changed at the app
drift-kind-disabled-orphan = Disabled orphan
drift-kind-duplicate = Duplicate
drift-kind-missing = Missing
drift-kind-local-meaning = Matches nobody in the directory.
drift-kind-unassigned-meaning = Matches somebody who is not in scope.
drift-kind-unlinked-meaning = Matches somebody in scope, and is not linked yet.
drift-kind-changed-meaning = Linked, and changed at the app since Scimdesk wrote it.
drift-kind-disabled-orphan-meaning = Switched off, and linked to nobody who is left.
drift-kind-duplicate-meaning = Several accounts match one person.
drift-kind-missing-meaning = Linked, and gone at the app.
drift-search = Search drift
drift-search-example = Name or id
drift-column-kind = Kind
drift-column-account = At the app
drift-column-person = In the directory
drift-column-active = Active
drift-column-sentence = What it is
drift-column-attributes = Attributes
drift-column-type = Type
drift-count = { $n ->
    [one] 1 finding
   *[other] { $n } findings
  }
drift-finding-one = Finding
drift-gone = This finding is settled
drift-written = As written
drift-now = As it is now
drift-remedies = What can be done
drift-adopt = Adopt…
drift-repair = Repair…
drift-accept = Accept…
drift-ignore = Ignore…
drift-adopt-title = { $n ->
    [one] Adopt 1 account
   *[other] Adopt { $n } accounts
  }
drift-repair-title = { $n ->
    [one] Repair 1 account
   *[other] Repair { $n } accounts
  }
drift-accept-title = { $n ->
    [one] Accept what 1 account has
   *[other] Accept what { $n } accounts have
  }
drift-ignore-title = { $n ->
    [one] Ignore 1 finding
   *[other] Ignore { $n } findings
  }
drift-adopt-meaning = Each is linked to the person that it matches. Nothing is sent now; cycles keep it in line from then on.
drift-repair-meaning = Nothing is sent now. The next cycle writes what the mappings give.
drift-accept-meaning = What the app has is taken as written. Nothing is sent; cycles leave it until the person changes.
drift-ignore-meaning = A rule is kept for each, so that it is no drift any more. Rules can be changed at any time. Nothing is sent.
drift-adopt-do = { $n ->
    [one] Adopt 1 account
   *[other] Adopt { $n } accounts
  }
drift-repair-do = { $n ->
    [one] Repair 1 account with the next cycle
   *[other] Repair { $n } accounts with the next cycle
  }
drift-accept-do = { $n ->
    [one] Accept 1
   *[other] Accept { $n }
  }
drift-ignore-do = { $n ->
    [one] Ignore 1
   *[other] Ignore { $n }
  }
drift-left-out = { $n ->
    [one] 1 of the selected cannot be treated this way and stays as it is.
   *[other] { $n } of the selected cannot be treated this way and stay as they are.
  }
drift-nothing-fits = None of the selected can be treated this way.
drift-names-more = and { $n } more
drift-resolved = { $n ->
    [one] 1 finding is settled. Nothing was sent.
   *[other] { $n } findings are settled. Nothing was sent.
  }
drift-rules = Rules…
drift-rules-title = Rules by which accounts are no drift
drift-rules-meaning = What fits a rule is left out of the findings. * stands for any text.
drift-rules-none = No rules yet.
drift-rule = Rule { $n }
drift-rule-object = Type
drift-rule-kind = Kind
drift-rule-any-kind = Any kind
drift-rule-pattern = Name or user name
drift-rule-pattern-example = svc-*
drift-rule-attribute = Only this attribute
drift-rule-attribute-example = any
drift-rule-remove = Remove rule { $n }
drift-rule-add = Add a rule
drift-rules-saved = The rules are saved. They hold from the next search on.
drift-rules-save = Save the rules

## Directories that are read again and again

source-connect = Connect a directory…
source-title = Connect a directory
source-change-title = Change the connection of { $name }
source-from = Where people are read from
source-entra = Microsoft Entra ID
source-entra-meaning = Users, groups and assignments, by Microsoft Graph
source-ldap = LDAP
source-ldap-meaning = Active Directory, OpenLDAP and others
source-file = A file
source-file-meaning = CSV or JSON on this computer, read anew each time
source-tenant = Another tenant
source-tenant-meaning = The accounts and groups of an app
practice-directory-ask = Start a practice directory
practice-directory-meaning = No directory at hand: a practice Microsoft Entra ID on this computer, with some hundred made-up people and groups. It runs as long as Scimdesk does; started again later, it goes on with the same people.
source-step-from = Source
source-step-settings = Settings
source-step-test = Test
source-step-save = Save
source-cloud = Cloud
source-cloud-global = Global
source-cloud-us-gov = US Government
source-cloud-us-gov-dod = US Government DoD
source-cloud-china = China (21Vianet)
source-entra-directory = Directory (tenant) ID
source-entra-directory-hint = Or a verified domain.
source-entra-client = Application (client) ID
source-sign-in = Sign in with
source-secret = Client secret
source-secret-hint = The secret's value, not its ID. It is kept in the vault and never shown again.
source-certificate = Certificate
source-certificate-label = Certificate and private key (PEM)
source-certificate-hint = Both in one text. It is kept in the vault and never shown again.
source-device-code = A code in a browser
source-device-code-meaning = A person signs in with a code, after the connection is saved. The app registration must allow public client flows.
source-principal = Enterprise application (object ID)
source-principal-hint = Its assignments become the assignments here. Empty: assignments are made in Scimdesk.
source-attributes = Further attributes of users
source-attributes-hint = One a line, as Microsoft Graph names them: extensionAttribute1, employeeType.
source-groups = Read groups and their members
source-more = More
source-endpoint = Another endpoint
source-endpoint-hint = For a practice Graph on this computer.
source-url = URL
source-url-hint = ldaps://dc1.example.com, or ldap:// with StartTLS.
source-start-tls = StartTLS
source-start-tls-meaning = Secures an ldap:// connection before anybody signs in.
source-authority = Certificate authority (PEM)
source-authority-hint = Only where the server's certificate is from an authority of your own.
source-bind = Bind DN
source-bind-hint = Who signs in. Empty: nobody (anonymous).
source-password = Password
source-password-hint = It is kept in the vault and never shown again.
source-secret-kept = One is saved. Empty: it stays.
source-base = Base DN
source-preset = Settings for
source-preset-ad = Active Directory
source-preset-openldap = OpenLDAP
source-preset-own = Own choice
source-people-filter = Filter for people
source-groups-filter = Filter for groups
source-id-attribute = Attribute that tells entries apart for good
source-member-attribute = Attribute of members
source-group-name = Name of groups
source-watermark = How changes are found
source-watermark-usn = uSNChanged (Active Directory)
source-watermark-modify = modifyTimestamp
source-watermark-none = Everything is read each time
source-page-size = Entries in a page
source-choices = Attributes of people
source-choices-hint = Usual attributes are known by themselves. Named here, only these and the usual ones are read.
source-choice-source = Source attribute
source-choice-directory = LDAP attribute
source-choice-remove = Remove { $name }
source-choice-add = Add an attribute
source-path = Path of the file
source-path-hint = It is read anew at each refresh, so the program must be able to open it then.
source-absent = A person who is no longer in the file
source-absent-disabled = is treated as switched off
source-absent-deleted = is treated as deleted for good
source-file-id = Attribute that tells people apart
source-file-id-hint = Empty: as the file suggests.
source-of-tenant = Tenant
source-missing = Still missing: { $fields }.
source-test-meaning = Reads a little, and keeps nothing.
source-test-start = Test
source-test-again = Test again
source-test-running = Testing
source-test-needs-secret = Type the secret again to test other settings: a saved one is only used for what is saved.
source-test-cancel = Cancel
source-test-people = { $n ->
    [one] 1 person
   *[other] { $n } people
  }
source-test-groups = { $n ->
    [one] 1 group
   *[other] { $n } groups
  }
source-stages = Stages of the test
source-stage-passed = Passed
source-stage-failed = Failed
source-stage-not-reached = Not reached
source-found = Attributes found
source-found-name = In the directory
source-found-attribute = Taken for
source-found-sample = Sample
source-save = Connect { $name }
source-save-change = Save the connection
source-connected = { $name } is connected.
source-tab = Connection
source-connection = Connection of { $name }
source-none = This directory was imported once
source-none-meaning = Its people change only when others are put in their place. A connected directory is read again and again.
source-from-entra = Microsoft Entra ID { $directory }
source-from-ldap = LDAP { $url }
source-from-file = File { $path }
source-from-tenant = Accounts of { $tenant }
source-from-other-tenant = Accounts of a tenant that is gone
source-read-from = Read from
source-last-read = Last read
source-never-read = not yet
source-completeness = Completeness
source-proven-meaning = Whoever is not among its people is not in the directory.
source-unproven-meaning = There may be more people than were read. Nobody is switched off for being missing here.
source-secret-held = Secret
source-secret-in-vault = in the vault
source-secret-none = none
source-refresh = Refresh
source-refresh-full = Read everything anew
source-refreshing = Reading
source-refresh-cancel = Cancel
source-change = Change the connection…
source-sign-in-start = Sign in with a code…
source-sign-in-title = Sign in to Microsoft Entra ID
source-sign-in-code = Code
source-sign-in-copy = Copy the code
source-sign-in-copy-url = Copy the address
source-sign-in-expires = The code ends at { $time }.
source-sign-in-waiting = Waiting for the sign-in
source-sign-in-done = Signed in. The directory can be read now.
source-sign-in-again = Another code
source-outcome = What changed
source-outcome-counts = { $added } came, { $changed } changed, { $removed } left
source-outcome-full = Everything was read.
source-outcome-changes = Only changes were read.

## Mail server

mail-server = Mail server
mail-meaning = Sends the e-mails that tenants ask for: quarantine, waiting deletions, failures, a token that ends soon.
mail-host = Server
mail-port = Port
mail-security = Security
mail-tls = TLS
mail-starttls = StartTLS
mail-plain = None (this computer only)
mail-user = User name
mail-user-hint = Empty: nobody signs in.
mail-password = Password
mail-password-hint = It is kept in the vault and never shown. Empty: the saved one stays.
mail-from = From
mail-from-example = scimdesk@example.com
mail-authority = Certificate authority (PEM)
mail-authority-hint = Only where the server's certificate is from an authority of your own.
mail-save = Save the mail server
mail-saved = The mail server is saved.
mail-test = Test message
mail-test-meaning = Sends a test message by every way that a tenant's notification settings name.
mail-test-tenant = Tenant
mail-test-do = Send a test message
mail-test-sent = Sent by { $way }
mail-test-none = The notification settings of { $tenant } name no way to tell anybody.
mail-way-email = e-mail
mail-way-desktop = this computer
mail-way-webhook = webhook
mail-load-failed = The mail server's settings could not be read

## Provisioning: tabs and jobs

tab-provisioning-status = Status
