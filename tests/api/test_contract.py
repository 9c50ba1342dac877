"""Requests made from our own OpenAPI document: whatever is sent, the answer is one that the document describes."""

import atexit
import shutil
import tempfile

import schemathesis
from cast import SECRET_KEY, Clock, make_world
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    negative_data_rejection,
    positive_data_acceptance,
)

from app.db import migrating
from app.db.engine import open_engine
from app.main import create_app
from app.settings import Settings

EXAMPLES = 5
OUT_OF_HARM = "sign-out|sessions|sign-in|tokens|invitations|me/school"
"""These would end the session that the requests are made with."""


def _schema() -> tuple[schemathesis.BaseSchema, dict[str, str]]:
    # Made while tests are collected: schemathesis makes one test for each operation of the document.
    folder = tempfile.mkdtemp(prefix="kenkyu-contract-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    url = f"sqlite:///{folder}/api.db"
    migrating.upgrade(url)
    config = Settings(
        database_url=url, secret_key=SECRET_KEY, public_url="http://localhost", docs=True, frontend="none"
    )
    app = create_app(config, open_engine(url), now=Clock())
    app.state.readiness.with_worker = False  # None runs beside it.
    found = schemathesis.openapi.from_asgi("/api/openapi.json", app)
    return found, {"Cookie": f"__Host-kenkyu={make_world(app).hana.secret}", "X-Kenkyu": "1"}


schema, signed_in = _schema()


@schema.exclude(path_regex=OUT_OF_HARM).parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_one_that_the_document_describes(case: schemathesis.Case) -> None:
    # Allow on a 405 lists one method only, as Starlette writes it. What a school may not do is refused however well it
    # is written, and which bad data is refused is tested by hand.
    # Named in the call, the cookie counts as real: its request is sent again without it, and with an invented one. Named
    # in the configuration it counted as invented whenever schemathesis invented another header beside it.
    case.call_and_validate(
        headers=signed_in, excluded_checks=[allow_header_conformance, negative_data_rejection, positive_data_acceptance]
    )
