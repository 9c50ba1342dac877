"""An app's secret is stored sealed: a copy of the database makes no codes.

The key is made from KENKYU_SECRET_KEY for one account and this purpose alone (HKDF, RFC 5869). Who changes the
server's secret gives up the apps: docs/operations.md.
"""

import base64
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_PURPOSE = b"kenkyu/second-factor/1"


def seal(secret: bytes, account_id: UUID, text: str) -> str:
    """Encrypt *text*, so that the database alone does not open it."""
    return _fernet(secret, account_id).encrypt(text.encode()).decode()


def unseal(secret: bytes, account_id: UUID, sealed: str) -> str | None:
    """Read what `seal` made; None when it was sealed under another secret or for another account."""
    try:
        return _fernet(secret, account_id).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def _fernet(secret: bytes, account_id: UUID) -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=account_id.bytes, info=_PURPOSE).derive(secret)
    return Fernet(base64.urlsafe_b64encode(key))
