"""What a link with which a password is chosen anew is made of."""

from typing import Final
from uuid import UUID

from app.kernel import signed
from app.kernel.signed import Signed

MAIL_LINK: Final = "mail_reset_link"
"""The job's kind."""
MAIL: Final = "password_reset"
"""The message's kind."""
PATH: Final = "/reset/"
_PURPOSE: Final = "reset:"


def claim_of(reset_id: UUID) -> str:
    return f"{_PURPOSE}{reset_id.hex}"


def secret_of(server_key: bytes, school_id: UUID, reset_id: UUID) -> str:
    """The secret part of the link: only its hash is stored, and the message that waits does not hold it."""
    return signed.token_of(server_key, school_id, claim_of(reset_id))


def key_of(reset_id: UUID) -> str:
    """What the message is about: one link, one message."""
    return claim_of(reset_id)


def link_of_key(key: str) -> UUID | None:
    """The link that a message of that key holds."""
    try:
        return UUID(key.removeprefix(_PURPOSE)) if key.startswith(_PURPOSE) else None
    except ValueError:
        return None


def is_ours(found: Signed | None) -> bool:
    """Whether a signed text was made for this."""
    return found is not None and found.claim.startswith(_PURPOSE)
