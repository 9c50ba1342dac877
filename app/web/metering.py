"""Counters for Prometheus, and spans for OpenTelemetry: both off unless a setting asks for them.

Labels and attributes are names of operations, methods, statuses, rooms and kinds of job: no school, no person, no id,
no address. The processes of one installation count into files of one folder; one reads these (app/serving.py).
"""

import os
import time
from collections.abc import Sequence

from sqlalchemy import Engine

from app.settings import Settings
from app.web.meters import Meters, NoMeters

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"})
"""Anybody may invent another: they are counted together."""
OTHER = "other"
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
EXPORT_SECONDS = 5.0


class Missing(RuntimeError):
    """A library that a setting needs is not installed."""


def meters_of(settings: Settings, engine: Engine) -> Meters:
    """What *settings* ask to be counted. Made in each process after it was forked, never before.

    Raises:
        Missing: spans are asked for, and their libraries are not here.
    """
    chosen: list[Meters] = []
    if settings.metrics_address and os.environ.get(FOLDER_VARIABLE):
        chosen.append(Counters(engine))
    if settings.otlp_endpoint:
        chosen.append(Spans(settings.otlp_endpoint))
    return Together(chosen) if chosen else NoMeters()


def method_of(method: str) -> str:
    return method if method in METHODS else OTHER


class Together:
    """Several kinds of meters as one."""

    def __init__(self, meters: Sequence[Meters]) -> None:
        self._meters = meters

    def answered(self, operation: str, method: str, status: int, seconds: float) -> None:
        for one in self._meters:
            one.answered(operation, method, status, seconds)

    def refused(self, reason: str) -> None:
        for one in self._meters:
            one.refused(reason)

    def inside(self, room: str, count: int) -> None:
        for one in self._meters:
            one.inside(room, count)

    def close(self) -> None:
        for one in self._meters:
            one.close()


class Counters:
    """This process's share of the counters."""

    def __init__(self, engine: Engine) -> None:
        # Imported late: the library decides when it is imported whether processes count together.
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

        registry, self._engine = CollectorRegistry(), engine
        self._requests = Counter(
            "kenkyu_requests", "Requests answered.", ("operation", "method", "status"), registry=registry
        )
        self._seconds = Histogram(
            "kenkyu_request_seconds", "How long answers took.", ("operation",), registry=registry, buckets=BUCKETS
        )
        self._refused = Counter(
            "kenkyu_refused", "Requests turned away unanswered: by a full room or a school's share.", ("reason",),
            registry=registry,
        )  # fmt: skip
        self._inside = Gauge(
            "kenkyu_requests_inside", "Requests that are worked on.", ("room",), registry=registry,
            multiprocess_mode="livesum",
        )  # fmt: skip
        self._connections = Gauge(
            "kenkyu_database_connections_busy", "Connections to the database in use, when a request was last answered.",
            registry=registry, multiprocess_mode="livesum",
        )  # fmt: skip

    def answered(self, operation: str, method: str, status: int, seconds: float) -> None:
        self._requests.labels(operation, method_of(method), str(status)).inc()
        self._seconds.labels(operation).observe(seconds)
        self._connections.set(getattr(self._engine.pool, "checkedout", int)())

    def refused(self, reason: str) -> None:
        self._refused.labels(reason).inc()

    def inside(self, room: str, count: int) -> None:
        self._inside.labels(room).set(count)

    def close(self) -> None:
        """Nothing is kept here that is not in the folder."""


class Spans:
    """A span for each request, sent by OTLP over HTTP from a thread of its own."""

    def __init__(self, endpoint: str) -> None:
        try:
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
            from opentelemetry.sdk.resources import Resource
            from opentelemetry.sdk.trace import TracerProvider
            from opentelemetry.sdk.trace.export import BatchSpanProcessor
            from opentelemetry.trace import SpanKind
        except ImportError as error:
            raise Missing("KENKYU_OTLP_ENDPOINT needs more: pip install 'kenkyu[telemetry]'") from error
        self._provider = TracerProvider(resource=Resource({"service.name": "kenkyu"}), shutdown_on_exit=False)
        exporter = OTLPSpanExporter(endpoint=endpoint, timeout=EXPORT_SECONDS)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("kenkyu")
        self._kind = SpanKind.SERVER

    def answered(self, operation: str, method: str, status: int, seconds: float) -> None:
        ended = time.time_ns()
        span = self._tracer.start_span(
            operation, kind=self._kind, start_time=ended - int(seconds * 1e9),
            attributes={"http.request.method": method_of(method), "http.response.status_code": status},
        )  # fmt: skip
        span.end(end_time=ended)

    def refused(self, reason: str) -> None:
        del reason

    def inside(self, room: str, count: int) -> None:
        del room, count

    def close(self) -> None:
        """Send what waits."""
        self._provider.shutdown()
