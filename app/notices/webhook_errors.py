"""What is refused about webhooks, each with the words that people read."""

from dataclasses import dataclass
from typing import ClassVar

from app.db import faults
from app.kernel.errors import Conflict, Unreadable
from app.notices.rules.telling_programs import WEBHOOKS_MAX


@dataclass(eq=False)
class WebhookAddressUnusable(Unreadable):
    """An address that nothing is ever sent to, whoever listens there."""

    code: ClassVar[str] = "webhooks/address-unusable"
    title: ClassVar[str] = "Nothing can be sent to that address"
    words: str

    def __str__(self) -> str:
        return f"{self.words} Copy the address from the program that is to be told."


class WebhookNameTaken(Conflict):
    """Two webhooks of one name could not be told apart."""

    code = "webhooks/name-taken"
    title = "Another webhook has that name: choose another, or change that one"


class TooManyWebhooks(Conflict):
    """A school tells so many programs and no more."""

    code = "webhooks/too-many"
    title = f"A school can have {WEBHOOKS_MAX} webhooks. Remove one that is no longer needed"


class WebhookPaused(Conflict):
    """A paused webhook is sent nothing."""

    code = "webhooks/paused"
    title = "This webhook is paused. Let it go on first"


class DeliveryWaits(Conflict):
    """What is still being tried need not be sent again."""

    code = "webhooks/delivery-waits"
    title = "This message is still being sent: wait until it was taken or given up"


faults.means(WebhookNameTaken, "uq_webhook_name", "unique webhook.school_id, webhook.name")
