"""Ends with 0 when the server here answers and its database does, with 1 otherwise. Standard library only."""

import os
import sys
import urllib.error
import urllib.request

SECONDS_MAX = 3


def main() -> int:
    url = f"http://127.0.0.1:{os.environ.get('KENKYU_PORT', '8000')}/api/health"
    try:
        with urllib.request.urlopen(url, timeout=SECONDS_MAX) as answer:
            return 0 if answer.status == 200 else 1
    except (urllib.error.URLError, OSError) as error:
        print(f"healthcheck: {url}: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
