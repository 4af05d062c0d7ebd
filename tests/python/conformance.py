"""Holds a SCIM server against scim2-tester.

Usage: conformance.py BASE_URL, with the token as the first line of standard input. Prints one JSON object a check:
status, title, reason. Ends with 1 where a check failed, 2 where none ran.
"""

import json
import sys

from httpx2 import Client
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import check_server


def main() -> int:
    base_url = sys.argv[1]
    token = sys.stdin.readline().strip()
    client = SyncSCIMClient(Client(base_url=base_url, headers={"Authorization": f"Bearer {token}"}))
    results = check_server(client)
    for result in results:
        print(json.dumps({"status": result.status.name, "title": result.title, "reason": result.reason}))
    if not results:
        return 2
    return 1 if any(result.status.name in ("ERROR", "CRITICAL") for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
