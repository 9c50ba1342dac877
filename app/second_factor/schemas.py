"""What travels over HTTP about second factors."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from app.second_factor.rules import FactorKind
from app.web.bodies import Body, Line, Out, Plain

FactorName = Annotated[Line, Field(max_length=100)]
Code = Annotated[Plain, Field(min_length=6, max_length=40)]
"""Six digits of an app, or a code on paper, spaces and all."""
Bytes = Annotated[str, Field(min_length=1, max_length=8_000, pattern=r"^[A-Za-z0-9_-]+$")]
"""Bytes as base64url without `=`, as browsers write them."""
CredentialId = Annotated[str, Field(min_length=1, max_length=1_400, pattern=r"^[A-Za-z0-9_-]+$")]


class FactorOut(Out):
    id: UUID
    kind: FactorKind
    name: str
    created_at: datetime
    last_used_at: datetime | None


class SecondFactorOut(Out):
    """One's own second factors, and what this session needs."""

    is_needed: bool
    """This session opens nothing else before a factor is shown or, when there is none, set up."""
    is_demanded: bool
    """A school of theirs lets leaders in with two factors only."""
    has_factor: bool
    offers_passkeys: bool
    ways: list[Literal["totp", "passkey", "recovery"]]
    """How it can be shown."""
    factors: list[FactorOut]
    """None are told while one has still to be shown."""
    recovery_codes_left: int


class PasskeyShown(Body):
    """What a passkey signed."""

    id: CredentialId
    client_data: Bytes
    authenticator_data: Bytes
    signature: Bytes


class FactorProof(Body):
    """A second factor, shown: a code, or what a passkey signed."""

    code: Code | None = None
    passkey: PasskeyShown | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.code is None) == (self.passkey is None):
            raise ValueError("send a code or a passkey's answer, and not both")
        return self


class PasskeyQuestion(Out):
    """What a passkey is to sign: the options of `navigator.credentials`, bytes as base64url."""

    challenge: str
    rp_id: str
    rp_name: str
    user_id: str
    user_name: str
    credential_ids: list[str]
    """To show: those that will do. To add: those that are there already."""
    algorithms: list[int]
    timeout_ms: int


class NewFactor(Body):
    name: FactorName


class NewPasskey(NewFactor):
    """A passkey that a browser has just made."""

    id: CredentialId
    client_data: Bytes
    attestation_object: Bytes


class AppCode(Body):
    code: Code


class NewApp(Out):
    """The secret is shown once: an app scans it, or it is typed in."""

    id: UUID
    key: str
    address: str
    qr_size: int
    """Modules of the QR code from side to side, without its margin."""
    qr_path: str
    """Its dark modules as the path of an SVG image."""


class RecoveryCodesOut(Out):
    """Codes on paper, shown once; empty when those there are still good."""

    recovery_codes: list[str]
