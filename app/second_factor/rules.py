"""What proves a second time who somebody is: codes of an app, and codes on paper."""

import base64
import hashlib
import hmac
import re
import secrets
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import pyotp


class FactorKind(StrEnum):
    """What the second factor is."""

    TOTP = "totp"
    PASSKEY = "passkey"


STEP_SECONDS = 30
STEPS_ASIDE = 1
"""A phone's clock may be half a minute off, and a code takes a moment to type."""
FACTORS_MAX = 10
CHALLENGE_MINUTES = 5
RECOVERY_CODES = 10
_RECOVERY_BYTES = 10
_CODE = re.compile(r"[0-9]{6}", re.ASCII)
_RECOVERY = re.compile(r"[A-Z2-7]{16}", re.ASCII)


def new_secret() -> str:
    """A secret for an app: 160 random bits in base 32, as RFC 4226 asks."""
    return pyotp.random_base32()


def app_address(secret: str, email: str) -> str:
    """What the QR code holds: the `otpauth:` address that every authenticator app reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="Kenkyu")


def code_of(secret: str, step: int) -> str:
    """The code of a step of 30 seconds since 1970 (RFC 6238, SHA-1, six digits: all that every app can do)."""
    return pyotp.TOTP(secret).generate_otp(step)


def step_of(secret: str, typed: str, now: datetime, last_step: int | None) -> int | None:
    """The step whose code was *typed*; None when it is none of now's, or not newer than *last_step*.

    Spaces are left out: apps show two groups of three digits.
    """
    code = "".join(typed.split())
    if not _CODE.fullmatch(code):
        return None
    present = int(now.timestamp()) // STEP_SECONDS
    for step in range(present - STEPS_ASIDE, present + STEPS_ASIDE + 1):
        is_new = last_step is None or step > last_step
        if hmac.compare_digest(code_of(secret, step), code) and is_new:
            return step
    return None


def new_recovery_codes() -> list[str]:
    """Codes to print, of 80 random bits each, in groups of four letters and figures that are not mixed up."""
    plain = (base64.b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode() for _ in range(RECOVERY_CODES))
    return [grouped(code) for code in plain]


def grouped(text: str) -> str:
    """*text* in groups of four, to be read and typed by people."""
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def recovery_hash(account_id: UUID, typed: str) -> str | None:
    """What is stored of a code on paper; None when *typed* cannot be one. Spaces, hyphens and case do not matter."""
    code = re.sub(r"[\s-]", "", typed).upper()
    return hashlib.sha256(f"{account_id}:{code}".encode()).hexdigest() if _RECOVERY.fullmatch(code) else None


def squares(rows: list[bytes]) -> str:
    """The path of an SVG image that draws the dark modules of a QR code, each row's neighbours as one."""
    drawn = []
    for y, row in enumerate(rows):
        for found in re.finditer(rb"\x01+", bytes(row)):
            drawn.append(f"M{found.start()} {y}h{len(found[0])}v1h-{len(found[0])}z")
    return "".join(drawn)
