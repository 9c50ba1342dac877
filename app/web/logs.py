"""Log lines are JSON, one object a line: no value a person typed can begin a line of its own.

Of a fault they name its kind and the places it came through, never its text nor the values that stood there: those may
be names, passwords or notes.
"""

import json
import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from app.kernel.traced import traced

_SERVER = "uvicorn.error"


def install(level: str) -> None:
    """Send every log line of the process to standard error as JSON from *level* on."""
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_its_text,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    # The server writes down what came past every handler by itself, text and all.
    server = logging.getLogger(_SERVER)
    if not any(isinstance(one, _Wordless) for one in server.filters):
        server.addFilter(_Wordless())


class _Wordless(logging.Filter):
    """Lets a line of the server pass without the text of the exception that it is about."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            record.msg = f"{record.getMessage().strip()} {json.dumps(traced(error))}"
            record.args, record.exc_info, record.exc_text = (), None, None
        return True


def _without_its_text(_logger: object, _name: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """An exception that somebody hands to the log, as the log may have it."""
    given = line.pop("exc_info", None)
    error = sys.exception() if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        line.update(traced(error))
    return line
