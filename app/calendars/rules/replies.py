"""An answer to an invitation, as it was read out of somebody's mail. Pure."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum

MESSAGE_BYTES_MAX = 1_000_000
"""An answer is some kilobytes; beyond this nothing is looked at."""


class Answer(StrEnum):
    """What a mail program's buttons say. Perhaps is no answer: nobody can plan with it."""

    YES = "ACCEPTED"
    NO = "DECLINED"


@dataclass(frozen=True, slots=True)
class Reply:
    """One person's answer to one invitation. Nothing of it is to be believed before its token is checked."""

    addresses: tuple[str, ...]
    """Where it was sent to, by its own word: one of them may be an answer address of ours."""
    uid: str
    attendee: str
    """In small letters."""
    answer: Answer


def as_json(reply: Reply | None) -> bytes:
    return json.dumps(None if reply is None else asdict(reply)).encode()


def from_json(raw: bytes) -> Reply | None:
    """What `as_json` wrote."""
    read = json.loads(raw)
    if read is None:
        return None
    return Reply(tuple(read["addresses"]), read["uid"], read["attendee"], Answer(read["answer"]))
