"""Backups on their way to the disk and back: a tar, packed, encrypted with age; in clear only in a private folder.

Whoever makes a backup needs the public key only: copies that lie elsewhere stay closed to whoever finds them, and to
whoever breaks into the machine that made them. `age -d` opens one without Kenkyu.
"""

import gzip
import io
import os
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from pyrage import DecryptError, IdentityError, RecipientError, decrypt_io, encrypt_io, x25519

PACKED: Final = 3
"""gzip's level: pictures do not get smaller by a higher one."""


class BadKey(ValueError):
    """What was given is no age key of the kind that is needed."""


class CannotOpen(ValueError):
    """The file is not a backup, is damaged, or was made for another key."""


def new_key() -> tuple[str, str]:
    """A fresh pair: the secret that opens backups, and the public key that they are made with."""
    made = x25519.Identity.generate()
    return str(made), str(made.to_public())


def require_public_key(text: str) -> None:
    """Raises: BadKey."""
    try:
        x25519.Recipient.from_str(text)
    except RecipientError as error:
        raise BadKey("a backup is made with a public key that begins with age1: kenkyu backup-key makes one") from error


@contextmanager
def sealed(target: IO[bytes], public_key: str) -> Iterator[tarfile.TarFile]:
    """A tar to be filled; what is put into it arrives in *target* encrypted, a stretch at a time."""
    recipient = x25519.Recipient.from_str(public_key)
    outlet, inlet = os.pipe()
    trouble: list[BaseException] = []

    def encrypt() -> None:
        with os.fdopen(outlet, "rb") as clear:
            try:
                encrypt_io(clear, target, [recipient])
            except BaseException as error:
                trouble.append(error)
                while clear.read(1 << 20):  # Whoever fills the pipe must not wait for ever.
                    pass

    encrypting = threading.Thread(target=encrypt)
    encrypting.start()
    try:
        with (
            os.fdopen(inlet, "wb") as pipe,
            gzip.GzipFile(fileobj=pipe, mode="wb", compresslevel=PACKED, mtime=0) as packed,
            tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
        ):
            yield tar
    finally:
        encrypting.join()
    if trouble:
        raise trouble[0]


@contextmanager
def opened(source: Path, secret_key: str, folder: Path) -> Iterator[tarfile.TarFile]:
    """The tar in the backup at *source*, read once from its beginning to its end.

    It is decrypted whole into *folder* first: age proves with its last stretch that nothing was cut off.

    Raises:
        BadKey, CannotOpen
    """
    try:
        identity = x25519.Identity.from_str(secret_key.strip())
    except IdentityError as error:
        raise BadKey("a backup is opened with a secret key that begins with AGE-SECRET-KEY-1") from error
    clear = folder / "backup.tar.gz"
    try:
        with source.open("rb") as closed, clear.open("wb") as target:
            decrypt_io(closed, target, [identity])
    except (DecryptError, OSError, ValueError) as error:
        raise CannotOpen(f"{source.name} is damaged, is no backup, or was made for another key") from error
    try:
        with gzip.open(clear, "rb") as packed, tarfile.open(fileobj=io.BufferedReader(packed), mode="r|") as tar:
            yield tar
    except (tarfile.TarError, EOFError, gzip.BadGzipFile) as error:
        raise CannotOpen(f"{source.name} does not hold what a backup holds") from error
    finally:
        clear.unlink(missing_ok=True)
