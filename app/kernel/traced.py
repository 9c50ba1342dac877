"""What a log is told of a fault: its kind, what caused it, and the places it came through. Never its text.

A database's words quote the values that it refused, a mail server's name whom it refused, and an exception of ours may
hold whatever a person wrote.
"""

from traceback import walk_tb

CAUSES_MAX, PLACES_MAX = 5, 30
"""So much of a fault stands in the log."""
CODE_MAX = 40


def kinds(error: BaseException) -> dict[str, object]:
    """The kind of *error* and of what caused it, the nearest cause first."""
    causes: list[str] = []
    cause = error.__cause__ or error.__context__
    while cause is not None and len(causes) < CAUSES_MAX:
        causes.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    return {"error": type(error).__name__, "causes": causes}


def places(error: BaseException) -> list[str]:
    """The places that *error* came through, the one where it was raised last."""
    frames = list(walk_tb(error.__traceback__))[-PLACES_MAX:]
    return [f"{frame.f_code.co_filename}:{line} {frame.f_code.co_name}" for frame, line in frames]


def traced(error: BaseException) -> dict[str, object]:
    """All of it."""
    return kinds(error) | {"places": places(error)}


def code_of(error: BaseException) -> str:
    """What a database calls its refusal, such as 23505 or SQLITE_BUSY; empty where it calls it nothing."""
    origin = getattr(error, "orig", None)
    code = getattr(origin, "sqlstate", None) or getattr(origin, "sqlite_errorname", None) or ""
    return str(code)[:CODE_MAX]
