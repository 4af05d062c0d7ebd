### The words of the desk, in English.
###
### One entry for each thing the desk says. An error has the id error-<code> and says what happened; its attribute
### .next says what to do, and who can do it. Numbers come before adjectives; nothing is blamed on the reader.
### $host, $app and $tenant stand for names; where none is known the desk passes a plain word in their place.


## Errors: the URL

error-url-invalid = This is not a usable URL{ $detail ->
        [none] .
       *[other] : { $detail }.
    }
    .next = Copy the tenant URL again from { $app }. It begins with https://.
error-url-not-https = The URL begins with http://, so the token would travel unprotected.
    .next = Use the https:// address of { $app }. Only this machine itself may be reached by http://.
error-url-has-credentials = The URL holds a user name or a password.
    .next = Remove what stands before the @. The token has its own field.
error-url-is-portal-page = This is the address of a page for people, not of a SCIM endpoint.
    .next = Look in { $app } for the tenant URL of its user provisioning. It often ends in /scim/v2.

## Errors: on the way to the server

error-name-not-found = The name { $host } is not known to this network.
    .next = Check the spelling of the URL. If it is right, ask your network team why the name does not resolve here.
error-connection-refused = { $host } refused the connection.
    .next = Nothing listens at that address and port. Check the port in the URL, or ask the people who run { $host }.
error-connect-timeout = { $host } did not answer the connection attempt in time.
    .next = A firewall may be in the way, or the server is down. Ask your network team whether this machine may reach { $host }.
error-connection-lost = The connection to { $host } broke off.
    .next = Try again. If it keeps breaking off, ask your network team what stands between this machine and { $host }.
error-tls-name-mismatch = The certificate is not for { $host }{ $detail ->
        [none] .
       *[other] : it is for { $detail }.
    }
    .next = Check the host in the URL. Your network may inspect TLS: its certificate authority can be added in the tenant's settings.
error-tls-untrusted = The certificate of { $host } comes from an authority that this machine does not trust{ $detail ->
        [none] .
       *[other] : { $detail }.
    }
    .next = If your company runs its own certificate authority, add it in the tenant's settings. Otherwise the people who run { $host } must mend it.
error-tls-expired = The certificate of { $host } is out of date{ $detail ->
        [none] .
       *[other] : { $detail }.
    }
    .next = The people who run { $host } must renew it. Check this machine's clock too.
error-tls-failed = No secure connection to { $host } could be agreed.
    .next = The server must offer TLS 1.2 or 1.3. The people who run { $host } can mend that; the evidence says what was tried.
error-proxy-failed = The proxy of this machine did not pass the request on.
    .next = Check the system's proxy settings, or ask your network team to allow { $host }.
error-answer-timeout = { $host } took the request but did not answer in time.
    .next = Try again later. If it stays so, give the evidence to the support of { $app }.

## Errors: what the server answered

error-token-refused = The token was refused ({ $status }).
    .next = Make a new token in { $app }, then replace it here.
error-forbidden = The token is known, but may not do this ({ $status }).
    .next = In { $app }, give the token the right to read and change users, or make a new one as an admin who has it.
error-endpoint-not-found = There is no SCIM endpoint at this URL ({ $status }).
    .next = Compare the URL with the one that { $app } shows. It often ends in /scim/v2.
error-resource-not-found = { $app } has no such account or group ({ $status }).
    .next = Refresh the list.
error-conflict = { $app } says that this is in conflict with something it has already ({ $status }).
    .next = Read the server's answer in the evidence: it often names the other one.
error-precondition-failed = Someone else changed it in the meantime ({ $status }).
    .next = Refresh, look again, then repeat it.
error-bad-request = { $app } did not accept the request ({ $status }){ $detail ->
        [none] .
       *[other] : { $detail }.
    }
    .next = Give the evidence to the support of { $app }: it holds the request and the answer.
error-not-supported = { $app } does not offer this ({ $status }).
    .next = Do it in { $app } itself.
error-too-many-requests = { $app } asks for fewer requests ({ $status }){ $detail ->
        [none] .
       *[other] : it wants a wait of { $detail }.
    }
    .next = Wait and try again, or lower the tenant's requests a second in its settings.
error-server-failed = { $app } failed on its own side ({ $status }).
    .next = Try again later. If it stays so, give the evidence to the support of { $app }.
error-unexpected-status = { $host } gave an answer that SCIM does not know ({ $status }).
    .next = Give the evidence to the support of { $app }.
error-redirect-refused = { $host } wanted to send the request on to { $detail ->
        [none] another address
       *[other] { $detail }
    }. The token did not go there.
    .next = If that address belongs to { $app }, use it as the tenant URL.
error-sign-in-page = This is a sign-in page, not a SCIM endpoint.
    .next = Look in { $app } for the tenant URL of its user provisioning. It often ends in /scim/v2.
error-not-scim = { $host } answered, but not in SCIM.
    .next = Compare the URL with the one that { $app } shows. It often ends in /scim/v2.
error-empty-answer = { $host } sent an empty answer where one was needed.
    .next = Try again. If it stays so, give the evidence to the support of { $app }.
error-broken-json = The answer of { $host } is cut off or is not JSON{ $detail ->
        [none] .
       *[other] : { $detail }.
    }
    .next = Try again. If it stays so, give the evidence to the support of { $app }.
error-answer-too-large = The answer of { $host } is larger than what is read in one piece.
    .next = Give the evidence to the support of { $app }: a page of a list should be far smaller.
error-outcome-unknown = The answer was lost: whether { $app } made the change is not known.
    .next = Refresh, and look at the account before you repeat it.

## Errors: secrets

error-token-invalid = This is not a token: { $detail ->
        [empty] it is empty.
       *[other] it holds blanks, line breaks or characters outside ASCII.
    }
    .next = Copy the token again from { $app }, with nothing before or after it.
error-token-too-long = The token has { $detail } bytes; at most 16,384 can be kept.
    .next = Check that only the token was pasted.
error-keyring-missing = This system has no keyring to keep tokens in.
    .next = Install and start one (GNOME Keyring or KWallet on Linux), or choose a passphrase file or this session only.
error-keyring-locked = The keyring is locked.
    .next = Unlock it, then try again.
error-keyring-refused = The keyring refused access.
    .next = Allow Scimdesk to use the keyring when the system asks, then try again.
error-keyring-failed = The keyring could not be used.
    .next = The evidence says what the system reported. Try again, or choose a passphrase file.
error-passphrase-wrong = The passphrase does not open the file.
    .next = Try again. Letter case counts.
error-passphrase-missing = The secrets are in a passphrase file, and no passphrase was given.
    .next = Enter the passphrase. For the command, set SCIMDESK_PASSPHRASE.
error-vault-file-broken = The passphrase file is damaged.
    .next = Restore it from a backup. Without it the tokens must be entered again.
error-credential-missing = The token of { $tenant } is not in the vault.
    .next = Make a token in { $app }, then enter it in the tenant's settings.
error-tenant-url-mismatch = The saved URL of { $tenant } is not the one its token was saved for. Nothing was sent.
    .next = Enter URL and token again in the tenant's settings.

## Errors: the cache

error-cache-key-lost = The key of the encrypted cache is gone, so the cache cannot be opened.
    .next = Start anew: the old cache is set aside, tenants and tokens are entered again. Or bring back the keyring that holds the key.
error-cache-newer = The cache was made by a newer version of Scimdesk.
    .next = Use that version or a later one.
error-cache-broken = The cache file is damaged.
    .next = Start anew: the old file is set aside and kept. Accounts are fetched again; tenants are entered again.
error-cache-failed = The cache could not be read or written.
    .next = The evidence says what the system reported. Check that the disk can be written.
error-disk-full = The disk is full.
    .next = Free some space, then try again. What was there before is untouched.

## Errors: use

error-tenant-not-found = There is no such tenant.
    .next = Look at the list of tenants: it may have been removed.
error-tenant-name-taken = There is a tenant with the name { $tenant } already.
    .next = Choose another name. Letter case does not tell names apart.
error-tenant-name-invalid = This name cannot be used.
    .next = Use 1 to 100 characters, without line breaks and other control characters.
error-app-unknown = The gallery has no app { $detail }.
    .next = Choose one of { $apps }.
error-account-not-found = No account has the id or the user name { $detail }.
    .next = Search the list for it. An account that the app does not show by SCIM cannot be found here.
error-account-ambiguous = Several accounts have the user name { $detail }.
    .next = Name the one by its id; the list shows ids.
error-journal-entry-not-found = There is no such journal entry.
    .next = Look at the list of the journal.
error-filter-invalid = The filter cannot be read: { $detail } at column { $column }.
    .next = A filter looks like this: userName eq "ada@example.com"
error-read-only-tenant = { $tenant } is read-only: nothing that changes anything is sent.
    .next = Allow changes in the tenant's settings, under safety level.
error-review-needed = This change must be reviewed first.
    .next = Ask for a review, look at it, then send it.
error-review-stale = This review can no longer be sent: it was used, or the data changed since.
    .next = Review it again.
error-selection-empty = Nothing is selected.
    .next = Select at least one account.
error-job-not-found = There is no such job.
    .next = Look at the list of jobs: old ones are forgotten.
error-already-running = The same work is already under way for { $tenant }{ $owner ->
        [none] .
       *[other] , by { $owner }.
    }
    .next = Wait for it, or cancel it.
error-cancelled = It was cancelled.
    .next = What was there before is untouched.
error-mappings-invalid = { $detail ->
    [none] These mappings cannot be used.
   *[other] These mappings cannot be used: { $detail }
  }
    .next = Mend what is marked as an error.
error-mappings-changed = The mappings of { $tenant } were saved by somebody else in the meantime.
    .next = Compare your draft with the newest version, then save again.
error-mapping-version-not-found = There is no such version of the mappings of { $tenant }.
    .next = Look at the list of versions.
error-mapping-file-unreadable = { $detail ->
    [none] This file cannot be read as mappings.
   *[other] This file cannot be read as mappings: { $detail }
  }
    .next = Use an export of Entra's provisioning schema (JSON), or a file that Scimdesk has written (TOML).
error-mapping-target-unknown = No mapping fills { $detail }.
    .next = Look at the list of mappings for the exact name.
error-preview-stale = This preview is no longer kept, or what it was made from has changed.
    .next = Run it again.
error-plan-not-found = There is no such plan, or no such change in it.
    .next = Plan anew. The five newest plans of a tenant are kept.
error-file-not-written = { $detail } could not be written. What was there before is unchanged.
    .next = Choose another directory, one that can be written to.
error-plan-file-unreadable = This file cannot be taken as a plan: { $detail }.
    .next = Export the plan again, and leave the file as it is.
error-directory-not-found = There is no such directory.
    .next = Look at the list of directories.
error-directory-name-taken = Another directory is called { $detail } already.
    .next = Choose another name.
error-directory-missing = { $tenant } has no directory to take people from.
    .next = Choose a directory, or import people first.
error-directory-in-use = The people of { $detail } come from this directory.
    .next = Choose another directory for them first.
error-person-not-found = The directory has nobody called { $detail }.
    .next = Use the id, the user name or the whole name.
error-person-ambiguous = The directory has more than one { $detail }.
    .next = Use the id.
error-people-file-unreadable = { $detail ->
    [none] This file cannot be read as people.
   *[other] This file cannot be read as people: { $detail }.
  }
    .next = Use CSV with one header row, or a JSON list of objects.
error-people-reading-gone = What was read of this file is no longer kept.
    .next = Read the file again.
error-people-replaced = The people or accounts were replaced by newer ones while they were read.
    .next = Try again.
error-provisioning-not-ready = { $tenant } cannot be provisioned yet: { $detail }.
    .next = Complete what is missing, then start again.
error-log-record-not-found = There is no such record in the log.
    .next = Look at the log: records are kept as long as the settings say.
error-mail-server-missing = No server for e-mail is set.
    .next = Set one in the settings, or tell people in another way.
error-mail-failed = The e-mail was not sent: { $detail }.
    .next = Correct the settings of the mail server, then send a test message.
error-webhook-failed = The webhook did not take the message: { $detail }.
    .next = Correct its URL, then send a test message.
error-not-open = Scimdesk is not open yet.
    .next = Open the vault first.
error-bad-input = This cannot be used: { $detail }.
    .next = Correct it, then try again.
error-internal = Something inside Scimdesk went wrong.
    .next = Try again. If it happens again, report it with the evidence.

## What stands in for a name that is not known

word-the-server = the server
word-the-app = the app
word-the-gallery = the apps of the gallery
word-the-tenant = the tenant
word-no-status = no answer

## How complete a list is

completeness-nothing-beyond = { $count } arrived, { $total } stated, and nothing came after the end.
completeness-nothing-beyond-not-checkable = { $count } arrived, { $total } stated, and nothing came after the end. A change while the list was read would not show at this server.
completeness-last-cursor = { $count } arrived, { $total } stated, and the last page said that it was the last.
completeness-start-index-ignored = { $count } arrived. The server shows the same ones whatever page is asked for, so there may be more.
completeness-end-repeats = { $count } arrived. Asked for more, the server showed the end once more, so there may be more.
completeness-end-not-probed = { $count } arrived, { $total } stated. Asked for what comes after, the server answered with an error, so there may be more.
completeness-total-not-stated = { $count } arrived. The server does not say how many there are.
completeness-more-than-stated = { $count } arrived, { $total } stated: the server's number is wrong.
completeness-changed = { $count } arrived. The server said { $first } at first and { $total } at last, so something may have slipped through.
completeness-moved = { $count } arrived. The list changed while it was read, or the server keeps no order, so something may have slipped through.
completeness-no-progress = The server stopped after { $count } without saying why.
completeness-fewer-than-stated = { $count } of { $total } arrived. The server kept back the rest without saying why.
completeness-without-id = { $count } arrived; { $missing } more came without an id and cannot be kept.
completeness-limit = The first { $count } were fetched, as asked.
completeness-cap = { $count } arrived in { $pages } pages. The server seems never to end, so reading stopped there.
completeness-interrupted = { $count } arrived before reading stopped.

## What a change does at the app

effect-deactivates = { $app } blocks sign-in for { $count ->
        [one] this account
       *[other] these { $count } accounts
    }; the data stays.
effect-deletes = { $app } deletes { $count ->
        [one] this account
       *[other] these { $count } accounts
    } for good when told to deactivate.
effect-refused = { $app } is known to refuse a deactivation over SCIM; the account is expected to stay as it is.
effect-assumed = By the SCIM standard { $app } blocks sign-in for { $count ->
        [one] this account
       *[other] these { $count } accounts
    } and keeps the data. What { $app } really does is not published; each account is read back after.
effect-reactivates = { $app } is asked to allow sign-in again for { $count ->
        [one] this account
       *[other] these { $count } accounts
    }. Each is read back after.

## How one change ended

change-applied-off = Deactivated, and read back as inactive.
change-applied-on = Reactivated, and read back as active.
change-accepted-not-applied = { $app } answered { $status }, but the account reads back unchanged.
    .next = Look at the account in { $app }: owners and last admins are often protected.
change-accepted-not-said = { $app } answered { $status }, but does not say whether the account is active.
    .next = Look at the account in { $app }.
change-vanished = { $app } no longer has the account: it deletes on deactivation. The journal keeps what it was.
    .next = The journal entry holds the account as it was before.
change-already-off = Already inactive: nothing was sent.
change-already-on = Already active: nothing was sent.
change-not-sent-cancelled = Not sent: cancelled before its turn.
change-not-sent-stopped = Not sent: the job stopped at an error that would have met every account.
    .next = Mend that first, then review the rest again.
change-not-sent-cache = Not sent: the cache failed, and what cannot be journalled is not sent.
    .next = Mend that first, then review the rest again.
change-not-sent-otherwise = Not sent: it was reviewed as being so already, and is not so any more.
    .next = Review it again.
change-not-sent-read-only = Not sent: the tenant was made read-only while the job ran.
    .next = Allow changes in the tenant's settings, then review the rest again.
change-unknown = The answer was lost, and reading back did not tell.
    .next = Refresh, and look at the account before you repeat it.
change-interrupted = Scimdesk ended before the answer came: the outcome is not known.
    .next = Refresh, and look at the account before you repeat it.
change-unread = { $app } accepted the change, but the account could not be read back.
    .next = Refresh, and look at the account.
change-lost-not-applied = No answer came, and the account reads back unchanged. It may still take effect.
    .next = Refresh, and look at the account before you repeat it.
change-unreadable-not-applied = { $app } answered { $status }, but the answer could not be read, and the account reads back unchanged. It may still take effect.
    .next = Refresh, and look at the account before you repeat it.
change-gone-before = { $app } no longer has this account. Nothing was sent.
    .next = Refresh the list.
change-forms-refused = { $app } refused every form of the request ({ $status }){ $detail ->
        [none] .
       *[other] : { $detail }.
    }
    .next = Give the evidence in the journal to the support of { $app }, and do it in { $app } itself.

## The names of schemas and attributes

schema-user = User
schema-group = Group
schema-enterprise = Enterprise
schema-common = Record
attribute-of-type = { $attribute } ({ $type })
attribute-yes = Yes
attribute-no = No
attribute-id = Id
attribute-external-id = External id
attribute-user-name = User name
attribute-display-name = Display name
attribute-nick-name = Nickname
attribute-profile-url = Profile page
attribute-title = Title
attribute-user-type = User type
attribute-preferred-language = Preferred language
attribute-locale = Locale
attribute-timezone = Time zone
attribute-active = Active
attribute-name-formatted = Full name
attribute-name-family-name = Family name
attribute-name-given-name = Given name
attribute-name-middle-name = Middle name
attribute-name-honorific-prefix = Title before the name
attribute-name-honorific-suffix = Title after the name
attribute-emails = E-mail
attribute-phone-numbers = Phone
attribute-ims = Messenger
attribute-photos = Photo
attribute-addresses = Address
attribute-entitlements = Entitlement
attribute-roles = Role
attribute-x509-certificates = Certificate
attribute-groups = Group
attribute-members = Member
attribute-employee-number = Employee number
attribute-cost-center = Cost center
attribute-organization = Organization
attribute-division = Division
attribute-department = Department
attribute-manager = Manager
attribute-street-address = Street
attribute-locality = City
attribute-region = Region
attribute-postal-code = Postal code
attribute-country = Country
attribute-formatted = Whole
attribute-value = Value
attribute-display = Shown as
attribute-primary = Primary
attribute-type = Type
attribute-ref = Address
attribute-created = Created
attribute-last-modified = Last changed
attribute-version = Version
attribute-location = Location
attribute-resource-type = Resource type

## The stages of a connection test

stage-url = The URL makes sense
stage-name = The name resolves
stage-tcp = The server can be reached
stage-tls = The connection is secure
stage-token = The token is accepted
stage-empty-match = A search for nobody finds nobody
stage-users = Users
stage-groups = Groups
stage-service-provider-config = What the server says it supports
stage-resource-types = Resource types
stage-schemas = Schemas
stage-open-door = Nothing answers without a token

## Details within a sentence

detail-json-position = line { $line }, column { $column }
detail-id-unusable = this id cannot stand in a URL
duration-seconds = { $count ->
        [one] 1 second
       *[other] { $count } seconds
    }
duration-minutes = { $count ->
        [one] 1 minute
       *[other] { $count } minutes
    }

## Advice on a tenant URL

url-note-quotes-removed = The quotes around the URL are left out.
url-note-flag-removed = { $flag } is a switch for Microsoft Entra, not part of the address; it is left out.
url-note-scheme-assumed = https:// is assumed.
url-note-endpoint-cut = { $endpoint } is left out: the tenant URL ends before it.
url-note-suffix-missing = For { $app } the URL ends in { $suffix }.
url-note-no-scim = Nothing in this URL says SCIM. That is possible, but rare.
url-note-other-host = { $app } is known to be at { $host }.
url-problem-empty = it is empty
url-problem-no-scheme = it does not begin with https://
url-problem-fragment = it holds a #

## A filter run on the server

server-filter-not-matching = { $count ->
        [one] 1 more did not match when checked here and is left out
       *[other] { $count } more did not match when checked here and are left out
    }: the server reads the filter differently, or ignores it.

## Opening

vault-keyring = keyring
vault-file = passphrase file
vault-session = memory of this session
open-other-vault = the secrets of this data directory are in the { $vault }
open-no-directory = this system names no directory for application data, and no other was given

## Tenants

tenant-rate-range = the rate must be from 0.1 to 1,000 requests a second
tenant-ca-unreadable = the certificate authorities are not certificates in PEM form

## Practice tenants

listing-looked-up = Only what was looked up one by one is here. A refresh fetches the whole list.

practice-tenant-name = { $app } · practice
practice-directory-name = Practice directory
practice-too-many = a practice tenant begins with at most 1,000,000 accounts
practice-no-port = the port is not free

## What a stage of a connection test found

found-url = Requests go to { $url }.
found-addresses = { $host } is at { $addresses }.
found-connected = Connected with { $address }.
found-certificate = The certificate is for { $names }, issued by { $issuer }, and good for { $days ->
        [one] 1 more day
       *[other] { $days } more days
    }. { $protocol }.
found-certificate-expires-soon = The certificate ends on { $date }, in { $days ->
        [one] 1 day
       *[other] { $days } days
    }. It is for { $names }, issued by { $issuer }. { $protocol }.
    .next = The people who run { $host } must renew it.
found-token = The token is accepted.
found-token-until = The token is accepted. It says that it is good until { $date }.
found-token-expires-soon = The token is accepted. It says that it ends on { $date }.
    .next = Make a new token in { $app } before that day, then replace it here.
found-token-expired = The token is accepted, though it says that it ended on { $date }.
found-token-by-listing = The server refused to search, so a plain list proved it.
found-nobody = A search for a user who cannot exist found nobody.
found-filter-ignored = A search for a user who cannot exist found { $count ->
        [one] 1 user
       *[other] { $count } users
    }: the server ignores filters.
    .next = Searches on the server cannot be trusted here. Microsoft Entra would create accounts twice. Tell the support of { $app }.
found-filter-refused = The server refuses to search for a user name ({ $status }).
    .next = Microsoft Entra needs this search. Tell the support of { $app }.
found-users = { $count ->
        [one] 1 user
       *[other] { $count } users
    }.
found-groups = { $count ->
        [one] 1 group
       *[other] { $count } groups
    }.
found-listed-no-total = { $count } came; the server does not say how many there are.
found-config-silent = The server answers, but does not say what it supports.
found-config-has = Supported, by its own word: { $has }.
found-config-lacks = Not supported, by its own word: { $lacks }.
found-config-both = Supported, by its own word: { $has }. Not supported: { $lacks }.
feature-patch = changes in part
feature-filter = filters
feature-sort = sorting
feature-etag = versions
feature-bulk = bulk requests
found-resource-types = { $count ->
        [0] The server lists no resource types.
        [one] 1 resource type: { $names }.
       *[other] { $count } resource types: { $names }.
    }
found-schemas = { $count ->
        [one] 1 schema
       *[other] { $count } schemas
    }.
found-door-closed = Without a token the server answers { $status }, as it should.
found-door-not-known = Not known: without a token the server answered { $status }, with neither a refusal nor a list.
found-door-not-known-no-answer = Not known: without a token no answer came.
found-door-open = Without a token the server shows its users: { $count } of them, to anybody.
    .next = Tell the support of { $app } at once. That the token was accepted proves nothing while this is so.
found-door-open-no-total = Without a token the server shows its users to anybody.
found-any-token = The server accepts a token that was just made up.
    .next = Tell the support of { $app } at once. That the token was accepted proves nothing while this is so.
found-not-offered = { $app } does not offer this ({ $status }).
skipped-earlier-failure = Not tried, because an earlier stage failed.
skipped-host-is-address = Not needed: { $host } is an address.
skipped-via-proxy = Not tried: the system's proxy { $proxy } makes the connection.
skipped-not-encrypted = Not needed: the server is this machine.
skipped-cancelled = Not tried: cancelled.
list-and-more = { $items } and { $more } more
detail-expired = it ended on { $date }
detail-not-yet = it begins on { $date }
detail-self-signed = it is signed by itself
detail-issued-by = it is issued by { $issuer }
token-word-left-out = The word Bearer before the token is left out.

## A connection test in one sentence

connection-works = It works. { $app } answered in { $ms } ms.
connection-works-users = It works. { $app } answered in { $ms } ms and knows { $users ->
        [one] 1 user
       *[other] { $users } users
    }.
connection-works-no-groups = It works. { $app } answered in { $ms } ms and knows { $users ->
        [one] 1 user
       *[other] { $users } users
    }. Groups are not offered.
connection-works-groups = It works. { $app } answered in { $ms } ms and knows { $users ->
        [one] 1 user
       *[other] { $users } users
    } and { $groups ->
        [one] 1 group
       *[other] { $groups } groups
    }.
connection-token-accepted-until = It was accepted until { $date }: it has probably expired or was replaced.
connection-token-says-expired = It says itself that it ended on { $date }.
connection-suggest = Use { $url } instead.
connection-suggest-suffix = For { $app } the URL ends in { $suffix }. Use { $url } instead.

## What mappings would do
# A reason stands beside the values before and after.

preview-wrong-type = { $value } is no { $kind }.
preview-several-values = { $count } values for an attribute that holds one.
preview-required-missing = The app needs a value, and there is none.
preview-nothing-to-find-by = No matching attribute has a value, so no account can be found or made.
preview-several-accounts = More than one account has this value.
preview-too-long = { $length } characters; the app takes { $most }.
preview-same-as = { $name } has the same value.
preview-kept = The source is empty, and the account keeps its value.
preview-only-on-create = This is set only when an account is made.
preview-only-where-empty = This is set only where the account has no value.
preview-references-not-compared = The account refers to an id of the app, which is not compared with one of the directory.
preview-not-made-disabled = No account is made for somebody who is disabled or deleted in the directory.
preview-not-made-off = No account is made: creating is switched off.
preview-not-updated = The account is not changed: updating is switched off.
preview-dropped = No mapping fills this any more.
preview-no-accounts = No list of accounts was fetched yet.

## Who is in scope
# These stand alone, and as the reason in another sentence.

scope-everybody = everybody is in scope by assignment
scope-assigned = assigned
scope-assigned-role = assigned as { $role }
scope-assigned-through = assigned through { $groups }
scope-assigned-through-role = assigned through { $groups } as { $role }
scope-assigned-also = { $first }; also { $others }
scope-not-assigned = not assigned
scope-default-access-only = assigned with Default Access alone, which does not count here
scope-group-assigned = assigned
scope-group-not-assigned = not assigned
scope-reason-groups-off = groups are switched off
scope-reason-let-in = { $assigned }; let in by { $title }
scope-reason-clause = { $title }: { $clause }
scope-reason-more = and { $count } more { $count ->
        [one] filter
       *[other] filters
    }
scope-filter-untitled = Filter { $number }

clause-true = { $attribute } is { $value }
clause-empty = { $attribute } is empty
clause-not-equal = { $attribute } is { $value }, not { $operand }
clause-equal = { $attribute } is { $operand }
clause-not-including = { $attribute } is { $value }, which does not contain { $operand }
clause-not-ending = { $attribute } is { $value }, which does not end with { $operand }
clause-not-matching = { $attribute } is { $value }, which { $operand } does not match
clause-matching = { $attribute } is { $value }, which { $operand } matches
clause-not-greater = { $attribute } is { $value }, which is not greater than { $operand }
clause-less = { $attribute } is { $value }, which is less than { $operand }
clause-not-within = { $attribute } is { $value }, which { $operand } does not contain
clause-within = { $attribute } is { $value }, which { $operand } contains
clause-not-number = { $attribute } is { $found }, which is no whole number
clause-not-boolean = { $attribute } is { $found }, which is neither True nor False
clause-too-costly = { $attribute } takes the regular expression too much work

scope-step-groups = Groups
scope-groups-off = The provisioning of groups is switched off.
scope-step-assignment = Assignment
scope-step-filters = Scoping filters
scope-no-filters = There are none, so everybody passes.
scope-filter-passed = { $clauses ->
        [one] Its clause is true.
       *[other] All { $clauses } clauses are true.
    }
scope-filter-failed = { $clauses ->
        [one] Its clause is not true.
       *[other] { $failed } of { $clauses } clauses are not true.
    }
scope-inside = { $name } is in scope: { $reason }.
scope-inside-disabled = { $name } is in scope: { $reason }. As the directory has them disabled, an account is switched off, and none is made.
scope-outside = { $name } is out of scope: { $reason }.

# Filters as text. The message says what is wrong, .next what to write.

scope-syntax-attribute-missing = A source attribute is missing here.
    .next = A clause is an attribute, an operator and a value: department EQUALS "sales"
scope-syntax-attribute-unquoted = { $found } is no attribute.
    .next = Put an attribute with such characters in double quotes.
scope-syntax-title-unquoted = The title { $found } is not in quotes.
    .next = Write "{ $found }": before the clauses.
scope-syntax-operator-missing = An operator is missing after { $attribute }.
    .next = Write an operator, such as EQUALS or IS NOT NULL.
scope-syntax-operator-unknown = There is no operator { $found }.
    .next = { $suggestion ->
        [none] Use one of the operators that filters have, such as EQUALS.
       *[other] Did you mean { $suggestion }?
    }
scope-syntax-value-missing = { $operator } needs a value.
    .next = Write the value in double quotes after it.
scope-syntax-value-unquoted = The value { $found } is not in quotes.
    .next = Write "{ $found }".
scope-syntax-value-unexpected = { $operator } takes no value.
    .next = Leave out what follows it.
scope-syntax-text-unclosed = The text that begins here has no closing quote.
    .next = Close it with a double quote on the same line.
scope-syntax-wrong-quotes = { $found } is no quote that filters have.
    .next = Use straight double quotes.
scope-syntax-and-missing = Something is missing before { $found }.
    .next = Write AND between two clauses, or begin another filter on a line of its own.
scope-syntax-or-unknown = There is no OR within a filter.
    .next = Write each filter on a line of its own: one of them must let somebody in.
scope-syntax-parenthesis-unknown = Filters have no parentheses.
    .next = Write each filter on a line of its own, with AND between its clauses.
## People
word-other-tenants = other tenants
people-file-empty = nothing is in it
people-file-too-large = it is larger than { $limit } MiB
people-file-workbook = it is a workbook or an archive, not text; save the sheet as CSV
people-file-not-text = it is not text
people-file-no-rows = it lists nobody
people-file-too-many-columns = it has more than { $limit } columns
people-file-too-many-people = it lists more than { $limit } people
people-file-broken-json = the JSON has a mistake at line { $line }, column { $column }, or breaks off there
people-file-no-list = the JSON is neither a list of people nor an object with "people" or "value"
people-file-not-base64 = the content of the file did not arrive whole
people-choice-no-column = the file has no column { $column }
people-choice-attribute-twice = two columns are the attribute { $attribute }
people-choice-no-id = no column is the attribute { $attribute }, which is to tell people apart
people-choice-no-attribute = the column { $column } needs the name of an attribute
people-name-invalid = a directory's name has 1 to 100 characters, without line breaks and other control characters
people-nothing-fetched = the accounts of { $tenant } were not fetched yet. Refresh it first
people-row-fields = It has { $found } fields where the header has { $expected }.
people-row-open-quote = A quotation mark opens and none closes: the rest of the file would be one field.
people-row-encoding = It has characters that the file's encoding does not have.
people-row-no-id = It has no id.
people-row-id-twice = The id { $id } is that of line { $first }.
people-row-not-an-object = It is not an object.
people-row-id-too-long = The id is longer than { $limit } characters.
people-row-group = Group { $line }: { $reason }
people-note-shape = { $people ->
        [1] One person has a value of { $attribute } that is
       *[other] { $people } people have values of { $attribute } that are
    } neither text, number, yes or no, nor a list of texts (first in line { $first }): left out.
people-note-too-long = { $people ->
        [1] One person has a value of { $attribute } that is
       *[other] { $people } people have values of { $attribute } that are
    } too long (first in line { $first }): left out.
people-note-not-boolean = { $people ->
        [1] One person has a value of { $attribute } that says
       *[other] { $people } people have values of { $attribute } that say
    } neither yes nor no (first in line { $first }): left out.
people-note-managers-missing = { $people ->
        [1] One person has a manager who is not here
       *[other] { $people } people have managers who are not here
    }, or whose name several people have ({ $first }): left without a manager.
people-note-manager-circle = { $people ->
        [1] One person is their own manager
       *[other] { $people } people manage each other in a circle, or themselves
    } ({ $first }).
people-note-group-circle = { $groups ->
        [1] One group contains itself
       *[other] { $groups } groups contain each other in a circle, or themselves
    } ({ $first }).
people-note-members-missing = { $members ->
        [1] One member of a group is not here
       *[other] { $members } members of groups are not here
    } ({ $first }): left out.
people-note-user-names-twice = { $people ->
        [1] One person has the user name of another
       *[other] { $people } people have the user name of another
    } ({ $first }).
people-note-more-pages = The file is one page of several: the people of the next pages are not in it.
people-note-rows-left-out = { $rows ->
        [1] One row
       *[other] { $rows } rows
    } of the file could not be used.
people-note-incomplete = The accounts and groups of { $tenant } are not proven complete: people may be missing.
people-note-no-groups = The groups of { $tenant } were not fetched.
people-note-closed-groups = { $groups ->
        [1] One group does
       *[other] { $groups } groups do
    } not tell who is in it: without members here.
## What an app of the gallery does
app-creates-users = Create accounts
app-removes-users = Remove accounts
app-updates-users = Keep attributes in step
app-has-groups = Groups and their members
app-signs-on = Single sign-on
app-unverified = The attributes are not verified (source: { $source }).

## The requests for one person
# What is left out of them; $target is the path of an attribute.

request-failed = { $target } is left out: { $why }
request-target-unusable = { $target } is left out: it is no path of an attribute that can be written.
request-required-missing = { $target } has no value, and the app needs one: it will probably refuse the request.
request-required-kept = { $target } stays as it is: the app needs a value.
request-unresolved = { $target } is left out: no account is known for { $people }.
request-removals-withheld = { $target }: { $count ->
        [one] 1 value that nobody asks for stays, since it may belong to somebody whose account is not known
       *[other] { $count } values that nobody asks for stay, since they may belong to somebody whose account is not known
    }.
request-directory-unproven = { $target }: { $count ->
        [one] 1 value that nobody asks for stays
       *[other] { $count } values that nobody asks for stay
    }, since the directory is not proven to hold everybody.
request-not-returned = { $target }: the server did not return what is there, so nothing is taken away.
request-never-returned = { $target } is sent only with a new account: servers never return it.
requests-several-accounts = More than one cached account matches: nothing would be sent until that is cleared up.
people-separator-comma = separated by commas
people-separator-semicolon = separated by semicolons
people-separator-tab = separated by tabs
people-separator-other = separated by { $separator }
