"""Answers that their readers may have already (RFC 9110, section 13): decided before any body is made."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Annotated, Any

from fastapi import Depends, Request

FORM = 2
"""Raise it when the same findings are written differently: every reader then fetches anew."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a reader has, as they say."""

    tags: str | None
    since: str | None

    def has(self, etag: str, changed_at: datetime | None = None) -> bool:
        """Whether their copy is this one. If-Modified-Since counts only without If-None-Match."""
        if self.tags is not None:
            return any(tag.strip().removeprefix("W/") in ("*", etag) for tag in self.tags.split(","))
        if self.since is None or changed_at is None:
            return False
        try:
            seen_at = parsedate_to_datetime(self.since)
        except ValueError:
            return False
        return changed_at.replace(microsecond=0) <= seen_at.replace(tzinfo=seen_at.tzinfo or UTC)


async def known(request: Request) -> Known:
    return Known(request.headers.get("if-none-match"), request.headers.get("if-modified-since"))


def etag(*parts: Any) -> str:
    """Different whenever one of *parts* is: values that JSON can say, ids and instants."""
    said = json.dumps([FORM, *parts], default=str)
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


def dated(headers: dict[str, str], changed_at: datetime | None, now: datetime) -> dict[str, str]:
    """*headers* with Last-Modified, once that second is over: before, a date cannot tell two changes apart."""
    if changed_at is None or now - changed_at < timedelta(seconds=1):
        return headers
    return headers | {"Last-Modified": format_datetime(changed_at.astimezone(UTC), usegmt=True)}


AskedBefore = Annotated[Known, Depends(known)]
