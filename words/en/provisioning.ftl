### What provisioning says: plans, cycles, the log, links, drift, directories that are read again and again.

tray-tooltip = Scimdesk
tray-open = Open Scimdesk
tray-pause = Pause all cycles
tray-quit = Quit Scimdesk

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
        [none] .
       *[other] : { $detail }
      }
    [base] Name the base to look below{ $detail ->
        [none] .
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
    .next = Check name and secret. In Active Directory the name may be a distinguished name or NAME@DOMAIN.
error-source-secret-expired = The secret or certificate for { $host } has expired: { $detail }
    .next = Make a new one in the Entra admin center, and type it here.
error-source-consent-missing = Nobody has agreed yet that this application may read { $host }: { $detail }
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
error-source-filter-invalid = This filter cannot be used: { $detail }
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
error-source-server-failed = { $host } answers { $detail }
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
error-source-shrunk = { $lost } of { $had } people would leave { $detail }. Nothing was changed.
    .next = Check the source and its filter. If so many did leave, refresh it again and say so.
