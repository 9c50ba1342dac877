"""Writing what is personal into a file that nobody else on the machine can read, and that no mistake writes over."""

import io
import os
from pathlib import Path

from pyrage import RecipientError, encrypt, x25519

from app.upkeep.sealing import BadKey

OWNER_ONLY = 0o600


def write_new(path: Path, content: bytes, *, public_key: str = "") -> int:
    """Write *content* to *path*, closed with the age key if one is given; answers with the bytes written.

    Raises:
        BadKey: *public_key* is no age key.
        FileExistsError: there is something at *path*.
    """
    closed = _closed(content, public_key) if public_key else content
    with io.FileIO(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "w") as file:
        left = memoryview(closed)
        while left:
            left = left[file.write(left) or 0 :]
        os.fsync(file.fileno())
    return len(closed)


def _closed(content: bytes, public_key: str) -> bytes:
    try:
        return bytes(encrypt(content, [x25519.Recipient.from_str(public_key)]))
    except RecipientError as error:
        raise BadKey("a file is closed with a public key that begins with age1: kenkyu backup-key makes one") from error
