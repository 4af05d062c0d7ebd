"""An SMTP server on loopback that writes each message as JSON into a directory, until it is ended.

Usage: mailbox.py plain|starttls|tls DIRECTORY. The directory has cert.pem and key.pem. Prints its port.
"""

import asyncio
import email
import email.policy
import json
import os
import ssl
import sys

from aiosmtpd.controller import UnthreadedController
from aiosmtpd.smtp import AuthResult

how, directory = sys.argv[1], sys.argv[2]


class Handler:
    count = 0

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        Handler.count += 1
        whole = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "subject": message["subject"],
            "text": message.get_content(),
        }
        name = os.path.join(directory, f"{Handler.count:04}.json")
        with open(name + ".part", "w", encoding="utf-8") as file:
            json.dump(whole, file)
        os.rename(name + ".part", name)
        return "250 kept"


def authenticate(server, session, envelope, mechanism, data):
    right = data.login == b"scimdesk" and data.password == os.environ["MAILBOX_PASSWORD"].encode()
    return AuthResult(success=right, handled=right)


context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(os.path.join(directory, "cert.pem"), os.path.join(directory, "key.pem"))
signed_in = {"authenticator": authenticate, "auth_required": True}
options = {
    "plain": {},
    "starttls": {"tls_context": context, "require_starttls": True, **signed_in},
    # The connection is secure before SMTP begins, which aiosmtpd does not see.
    "tls": {"ssl_context": context, "auth_require_tls": False, **signed_in},
}[how]
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
controller = UnthreadedController(Handler(), hostname="127.0.0.1", port=0, loop=loop, **options)
controller.begin()
print(controller.server.sockets[0].getsockname()[1], flush=True)
loop.run_forever()
