"""What travels over HTTP about push messages."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.fetching.rules import ADDRESS_MAX
from app.web.bodies import Body, OptionalLine, Out, Plain

KeyText = Annotated[Plain, Field(min_length=1, max_length=100)]


class PushDeviceIn(Body):
    """A browser's PushSubscription, as its toJSON() gives it, and what to call it."""

    endpoint: Annotated[Plain, Field(min_length=1, max_length=ADDRESS_MAX)]
    p256dh: KeyText
    auth: KeyText
    device: OptionalLine = ""


class PushDeviceOut(Out):
    """`endpoint_hash` is the SHA-256 of the endpoint, in hex: by it a browser knows itself."""

    id: UUID
    device: str
    endpoint_hash: str
    made_at: datetime
    is_given_here: bool
    """Whether it was given in the session that asks. If not, the end of this session is not the end of its messages: a
    browser that finds itself so gives itself again."""


class MyPushOut(Out):
    """`public_key` goes into PushManager.subscribe as applicationServerKey."""

    public_key: str
    devices: list[PushDeviceOut]
