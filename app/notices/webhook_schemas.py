"""What travels over HTTP about webhooks."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from app.fetching.rules import ADDRESS_MAX
from app.notices.rules import Dialect, NoticeKind
from app.notices.rules.telling_programs import KINDS
from app.web.bodies import Body, Flag, Line, Out, Plain


def _offered(kinds: list[NoticeKind]) -> list[NoticeKind]:
    if any(kind not in KINDS for kind in kinds):
        raise ValueError("only what concerns the school is told to programs, not one person's reminders")
    return kinds


WebhookAddress = Annotated[Plain, Field(min_length=1, max_length=ADDRESS_MAX)]
WebhookKinds = Annotated[list[NoticeKind], Field(min_length=1, max_length=len(NoticeKind)), AfterValidator(_offered)]


class DeliveryState(StrEnum):
    """`waiting`: not sent yet. `retrying`: nobody took it so far."""

    WAITING = "waiting"
    RETRYING = "retrying"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


class WebhookIn(Body):
    """`dialect`: `kenkyu` is signed JSON for programs, `teams` and `slack` are cards in their channels."""

    name: Line
    address: WebhookAddress
    dialect: Dialect = Dialect.KENKYU
    kinds: WebhookKinds


class WebhookEdit(Body):
    name: Line
    address: WebhookAddress
    dialect: Dialect
    kinds: WebhookKinds
    is_active: Flag


class WebhookOut(Out):
    id: UUID
    name: str
    address: str
    dialect: Dialect
    kinds: list[NoticeKind]
    is_active: bool
    created_by_name: str | None
    created_at: datetime
    version: int


class WebhookMade(Out):
    """`secret` is shown this once: its receiver checks the signatures with it."""

    webhook: WebhookOut
    secret: str


class WebhookDeliveryOut(Out):
    """A message and what came of it. `status` is the last answer's; `body` is what happened, as it was kept."""

    id: UUID
    kind: NoticeKind
    text: str
    body: str
    state: DeliveryState
    made_at: datetime
    attempts: int
    status: int | None
    trouble: str
    delivered_at: datetime | None
