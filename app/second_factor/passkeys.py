"""What a passkey signed, checked. The only file that knows the WebAuthn library.

Verified are challenge, origin, the name of the site, that the person was there and proved it to the passkey (a finger,
a face, a PIN), the signature, and that its counter went up. Where a passkey was made is not asked: no attestation.
"""

import json
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit
from uuid import UUID

import structlog
from webauthn import verify_authentication_response, verify_registration_response
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from app.second_factor.schemas import NewPasskey, PasskeyShown

ALGORITHMS = [-8, -7, -257]
"""EdDSA, ES256, RS256 (COSE): what `webauthn` takes when it is not told otherwise."""
SITE_NAME = "Kenkyu"
log = structlog.get_logger("kenkyu.second_factor")


@dataclass(frozen=True, slots=True)
class Site:
    """The site a passkey is bound to: from KENKYU_PUBLIC_URL alone, never from a header."""

    rp_id: str
    origin: str


def site_of(origin: str) -> Site | None:
    """Our own site; None when its address is a number, which no passkey can be bound to."""
    host = urlsplit(origin).hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return Site(host, origin) if host else None
    return None


def user_handle(account_id: UUID) -> str:
    """By what a passkey knows whose it is: no name and no address."""
    return str(bytes_to_base64url(account_id.bytes))


def challenge_in(client_data: str) -> str:
    """The challenge that was signed, as it says itself: to look for it. Empty when there is none."""
    try:
        said = json.loads(base64url_to_bytes(client_data))
        found = said["challenge"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""
    return found[:100] if isinstance(found, str) else ""


def registered(site: Site, wish: NewPasskey, challenge: str) -> tuple[str, str, int] | None:
    """Credential id, public key and counter of a new passkey; None when anything about it is wrong."""
    try:
        found = verify_registration_response(
            credential={
                "id": wish.id, "rawId": wish.id, "type": "public-key",
                "response": {"clientDataJSON": wish.client_data, "attestationObject": wish.attestation_object},
            },
            expected_challenge=base64url_to_bytes(challenge), expected_rp_id=site.rp_id,
            expected_origin=site.origin, require_user_verification=True,
        )  # fmt: skip
    except Exception as error:
        # Whatever a library raises over a stranger's bytes, it is no passkey of ours.
        log.info("passkey not taken", reason=type(error).__name__)
        return None
    if bytes_to_base64url(found.credential_id) != wish.id:
        return None
    return wish.id, bytes_to_base64url(found.credential_public_key), found.sign_count


def shown(site: Site, wish: PasskeyShown, challenge: str, public_key: str, sign_count: int) -> int | None:
    """The passkey's new counter; None when anything about what it signed is wrong, or its counter did not go up."""
    try:
        found = verify_authentication_response(
            credential={
                "id": wish.id, "rawId": wish.id, "type": "public-key",
                "response": {
                    "clientDataJSON": wish.client_data, "authenticatorData": wish.authenticator_data,
                    "signature": wish.signature,
                },
            },
            expected_challenge=base64url_to_bytes(challenge), expected_rp_id=site.rp_id,
            expected_origin=site.origin, credential_public_key=base64url_to_bytes(public_key),
            credential_current_sign_count=sign_count, require_user_verification=True,
        )  # fmt: skip
    except Exception as error:
        log.info("passkey not taken", reason=type(error).__name__)
        return None
    return found.new_sign_count
