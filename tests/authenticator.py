"""A passkey in software, after the WebAuthn standard: it signs what it is told to, also what no browser would ask for."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def text_of(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


class Authenticator:
    """One passkey on one site. *verifies*: it asks for a finger or a PIN."""

    def __init__(
        self, origin: str = "https://kenkyu.test", rp_id: str = "kenkyu.test", *, verifies: bool = True
    ) -> None:
        self.origin, self.rp_id, self.verifies = origin, rp_id, verifies
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.raw_id, self.count = secrets.token_bytes(32), 0

    def makes(self, challenge: str, *, name: str = "Key") -> dict[str, Any]:
        """The body that adds this passkey."""
        public = self.key.public_key().public_numbers()
        cose = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: public.x.to_bytes(32, "big"), -3: public.y.to_bytes(32, "big")})
        attested = bytes(16) + len(self.raw_id).to_bytes(2, "big") + self.raw_id + cose
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": self._data(ATTESTED) + attested})
        return {
            "name": name, "id": text_of(self.raw_id), "client_data": text_of(self._said("webauthn.create", challenge)),
            "attestation_object": text_of(attestation),
        }  # fmt: skip

    def shows(self, challenge: str, *, kind: str = "webauthn.get") -> dict[str, Any]:
        """The body that shows this passkey."""
        self.count += 1
        data, said = self._data(0), self._said(kind, challenge)
        signature = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        return {
            "passkey": {
                "id": text_of(self.raw_id), "client_data": text_of(said), "authenticator_data": text_of(data),
                "signature": text_of(signature),
            }
        }  # fmt: skip

    def _said(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _data(self, flags: int) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        return hashlib.sha256(self.rp_id.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")
