"""What whoever watches the server reads: real processes that count together, and a real receiver of spans."""

import re
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import uuid4

import httpx
import pytest
from cast import NOW, World, browser, make_world
from conftest import Clock
from fastapi import FastAPI
from live import Live, free_port, serving
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from pydantic import ValidationError

from app.jobs import actions as jobs
from app.jobs.tables import Job
from app.kernel import clock as wall
from app.kernel.actor import NOBODY
from app.main import create_app
from app.settings import Settings

TOKEN = "a-token-for-whoever-reads-metrics"


@pytest.fixture
def watched(settings: Settings) -> Iterator[Live]:
    address = f"127.0.0.1:{free_port()}"
    more = {"KENKYU_METRICS_ADDRESS": address, "KENKYU_METRICS_TOKEN": TOKEN}
    live = Live(
        settings.database_url, settings.secret_key, workers=2, more=more, arguments=("--despite-faults", "--no-worker")
    )
    with serving(live):
        yield live


def read(live: Live, token: str = TOKEN, path: str = "/metrics") -> httpx.Response:
    address = live.more["KENKYU_METRICS_ADDRESS"]
    return httpx.get(f"http://{address}{path}", headers={"Authorization": f"Bearer {token}"}, timeout=20)


def test_what_all_processes_did_is_read_at_an_address_of_its_own(
    watched: Live, app: FastAPI, clock: Clock
) -> None:  # fmt: skip
    """Take out: `meters.answered` in Requests, or FOLDER_VARIABLE in app/serving.py (each process counts alone)."""
    clock.instant = wall.now()
    world = make_world(app)
    with world.database.writing(NOBODY) as session:
        jobs.enqueue(session, "greet_somebody", str(uuid4()), {}, school_id=world.birch_id, now=wall.now())
        failed = Job(
            school_id=world.birch_id, kind="greet_somebody", key=str(uuid4()), made_at=NOW, due_at=NOW,
            finished_at=NOW, trouble="gone",
        )  # fmt: skip
        session.add(failed)
    signed_in = {"Cookie": f"__Host-kenkyu={world.amina.secret}", "X-Kenkyu": "1", "Sec-Fetch-Site": "same-origin"}
    for _ in range(12):
        # A connection each, so that both processes get some.
        assert (
            httpx.get(f"{watched.url}/staff/{world.amina.staff_id}", headers=signed_in, timeout=20).status_code == 200
        )
    httpx.request("PROPFIND", f"{watched.url}/staff", headers=signed_in, timeout=20)

    text = read(watched).text

    def figure(name: str, **labels: str) -> float:
        said = ",".join(f'{label}="{value}"' for label, value in sorted(labels.items()))
        found = re.search(rf"(?m)^{name}\{{{re.escape(said)}\}} (\S+)$", text)
        return float(found[1]) if found else 0.0

    assert figure("kenkyu_requests_total", method="GET", operation="read_staff", status="200") == 12, text
    assert figure("kenkyu_request_seconds_count", operation="read_staff") == 12
    assert 'method="other"' in text
    assert "PROPFIND" not in text
    assert figure("kenkyu_jobs_waiting", kind="greet_somebody") >= 1
    assert figure("kenkyu_jobs_given_up", kind="greet_somebody") >= 1
    assert "kenkyu_database_up 1.0" in text
    assert figure("kenkyu_requests_inside", room="main") == 0
    for private in (str(world.amina.staff_id), str(world.birch_id), "Amina", "Birch", world.amina.secret):
        assert private not in text


def test_who_has_no_token_reads_nothing(watched: Live) -> None:
    """Take out: `_is_allowed`."""
    assert read(watched, token="another").status_code == 401
    assert read(watched, path="/").status_code == 404
    assert httpx.get(f"{watched.origin}/metrics", timeout=20).text.startswith("<!doctype html>") or (
        httpx.get(f"{watched.origin}/metrics", timeout=20).status_code == 404
    )


@pytest.mark.parametrize(
    "given",
    [
        {"metrics_address": "0.0.0.0:9464"}, {"metrics_address": "10.0.0.1:9464", "metrics_token": "short"},
        {"metrics_address": "9464"}, {"metrics_address": "127.0.0.1:http"}, {"otlp_endpoint": "collector:4318"},
    ],
)  # fmt: skip
def test_figures_are_never_open_to_everybody_by_mistake(given: dict[str, str]) -> None:
    """Take out: `_refuse_open_metrics`."""
    with pytest.raises(ValidationError):
        Settings(demo=True, **given)
    assert Settings(demo=True, metrics_address="0.0.0.0:9464", metrics_token=TOKEN).metrics_token


@pytest.fixture
def receiver() -> Iterator[tuple[str, list[ExportTraceServiceRequest]]]:
    """An OTLP receiver on loopback, and what it was sent."""
    sent: list[ExportTraceServiceRequest] = []

    class Receiving(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("Content-Encoding") == "gzip":
                import gzip

                content = gzip.decompress(content)
            sent.append(ExportTraceServiceRequest.FromString(content))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiving)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/v1/traces", sent
    server.shutdown()
    server.server_close()
    thread.join()


async def test_a_span_says_which_operation_and_nothing_of_anybody(
    world: World, settings: Settings, receiver: tuple[str, list[ExportTraceServiceRequest]]
) -> None:
    """Take out: `Spans` in meters_of."""
    endpoint, sent = receiver
    app = create_app(settings.model_copy(update={"otlp_endpoint": endpoint}), now=world.app.state.now)
    await browser(app, world.amina.secret).get(f"/staff/{world.amina.staff_id}?q=Amina")
    await browser(app).get("/me")
    app.state.meters.close()
    app.state.database.engine.dispose()

    spans = [
        span for request in sent for one in request.resource_spans for scope in one.scope_spans for span in scope.spans
    ]

    assert [span.name for span in spans] == ["read_staff", "-"]
    assert {each.key for span in spans for each in span.attributes} == {
        "http.request.method", "http.response.status_code",
    }  # fmt: skip
    assert timedelta(microseconds=(spans[0].end_time_unix_nano - spans[0].start_time_unix_nano) / 1000) < timedelta(
        minutes=1
    )
    for private in (str(world.amina.staff_id), str(world.birch_id), "Amina", world.amina.secret):
        assert private not in str(sent)


def test_nothing_is_counted_unless_it_is_asked_for(app: FastAPI) -> None:
    """Take out: the conditions in meters_of."""
    assert type(app.state.meters).__name__ == "NoMeters"
