"""Promise 31, its second half: a token that names a place for its key makes nobody ask there."""

from collections.abc import Callable

import pytest
from cast import World
from conftest import SECRET_KEY
from fastapi import FastAPI
from listening import answer, listening
from test_forged_tokens import HEADER, Claims, b64, claims, signed, with_token

KEY = b"k" * 48
PLACES = ("jku", "x5u", "iss", "jwks_uri", "kid")
__all__ = ["claims"]


@pytest.mark.parametrize("place", PLACES)
async def test_no_place_that_a_token_names_is_asked_for_a_key(
    place: str, world: World, app: FastAPI, claims: Claims, record_property: Callable[[str, object], None]
) -> None:
    """Take out: nothing of ours asks anywhere; `_require_exact_parts` keeps the names themselves out."""
    with listening(answer(200, b'{"keys": [{"kty": "oct", "kid": "1", "k": "%s"}]}' % b64(KEY).encode())) as listener:
        for key in (KEY, SECRET_KEY.encode()):
            for named in (
                HEADER | {place: f"{listener.url}/keys.json"},
                {**HEADER, "alg": "RS256", place: listener.url},
            ):
                forged = signed(named, claims | ({"iss": listener.url} if place == "iss" else {}), key=key)
                assert (await with_token(app, forged)).status_code == 401

        record_property("connections_seen", listener.connections)
        assert listener.connections == 0
