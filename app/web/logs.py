"""Log lines are JSON, one object a line: no value a person typed can begin a line of its own.

Tracebacks name places, never the values that stood there: those may be passwords or notes.
"""

import logging
import sys

import structlog


def install(level: str) -> None:
    """Send every log line of the process to standard error as JSON from *level* on."""
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
