"""Nobody overwrites what they have not seen: versions as ETags, If-Match on every edit."""

from fastapi import Response

from app.kernel.errors import Stale, VersionMissing

EDIT = (Stale, VersionMissing)
"""What every edit may be refused with, for a route's `problems`."""


def show(response: Response, version: int) -> None:
    """Say which version is being sent."""
    response.headers["ETag"] = f'"{version}"'


def require_current(if_match: str | None, version: int) -> None:
    """Refuse an edit that was not made on *version*.

    Raises:
        VersionMissing: there is no If-Match header.
        Stale: it names another version, or none that can be read.
    """
    if if_match is None:
        raise VersionMissing
    if if_match.strip().removeprefix("W/").strip('"') != str(version):
        raise Stale(current_version=version)
