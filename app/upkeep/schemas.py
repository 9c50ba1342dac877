"""What upkeep answers."""

from app.web.bodies import Out


class ReadinessOut(Out):
    """Everything that the server needs is there."""

    checks: dict[str, bool]
    """`database`, `schema`, `files` and `worker`: whether each is well."""
