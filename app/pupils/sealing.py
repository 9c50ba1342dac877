"""Keys made from the server's secret: one to digest names with, one to seal a group's key to its labels.

Each is of one school and one purpose (HKDF, RFC 5869): what is learned of one opens nothing else. The secret itself
never comes near a name. Who changes KENKYU_SECRET_KEY gives up both: see docs/operations.md.
"""

import base64
import hashlib
import hmac
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.pupils.errors import KeyCannotBeOpened

KEY_BYTES = 32
_NAMES = b"kenkyu/pupil-names/1"
_LABELS = b"kenkyu/pupil-labels/1"


def names_key(secret: bytes, school_id: UUID) -> bytes:
    """The key that a school's roster is digested with."""
    return _derived(secret, school_id, _NAMES)


def digest(key: bytes, words: str) -> str:
    """What is stored of a normalised name: 64 hexadecimal characters."""
    return hmac.digest(key, words.encode(), hashlib.sha256).hex()


def seal(secret: bytes, school_id: UUID, text: str) -> str:
    """Encrypt *text*, so that the database alone does not open it."""
    return _fernet(secret, school_id).encrypt(text.encode()).decode()


def unseal(secret: bytes, school_id: UUID, sealed: str) -> str:
    """Read what `seal` made.

    Raises:
        KeyCannotBeOpened: it was sealed under another secret, for another school, or was changed since.
    """
    try:
        return _fernet(secret, school_id).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise KeyCannotBeOpened from error


def _fernet(secret: bytes, school_id: UUID) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derived(secret, school_id, _LABELS)))


def _derived(secret: bytes, school_id: UUID, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=school_id.bytes, info=purpose).derive(secret)
