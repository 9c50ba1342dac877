"""Passwords are kept as argon2id. A guess costs 64 MiB and a third of a second, for us as well."""

from threading import BoundedSemaphore

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

_hasher = PasswordHash((Argon2Hasher(),))
# Verified when there is no such account, so that it takes as long as when there is.
_NOBODYS = _hasher.hash("nobody has this password, and it takes as long to find out")


class Passwords:
    """Hashing with a limit on how many run at once: each takes 64 MiB."""

    def __init__(self, concurrency: int) -> None:
        self._turn = BoundedSemaphore(concurrency)

    def hash(self, password: str) -> str:
        with self._turn:
            return _hasher.hash(password)

    def verify(self, password: str, password_hash: str | None) -> bool:
        """Whether *password* is right. Takes the same time whether or not there is a hash."""
        with self._turn:
            is_right = _hasher.verify(password, password_hash or _NOBODYS)
        return is_right and password_hash is not None
