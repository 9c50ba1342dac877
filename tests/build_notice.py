"""What people are told, as tests bring it about and look at it."""

from datetime import datetime
from typing import Any

from cast import NOW, Person, World
from sqlmodel import col, select

from app.jobs.tables import Job
from app.kernel.actor import NOBODY
from app.notices import actions
from app.notices.rules import NoticeKind
from app.notices.rules.notice import Notice
from app.outbox.message import Post
from app.outbox.tables import OutgoingMail

POST = Post("smtp://mail.example", "Kenkyu <kenkyu@kenkyu.test>", "kenkyu.test", "https://kenkyu.test", b"k" * 40)


def mails(world: World, person: Person, kind: NoticeKind | None = None) -> list[OutgoingMail]:
    with world.database.reading(person.scope) as session:
        mine = select(OutgoingMail).where(OutgoingMail.staff_id == person.staff_id)
        mine = mine.where(OutgoingMail.kind == kind) if kind else mine
        return list(session.exec(mine.order_by(col(OutgoingMail.made_at), col(OutgoingMail.key))))


def due(world: World, mail: OutgoingMail) -> datetime:
    with world.database.reading(NOBODY) as session:
        return session.exec(select(Job).where(Job.key == mail.id.hex)).one().due_at


def tell(world: World, person: Person, *, key: str = "k", now: datetime = NOW, **more: Any) -> None:
    kind = more.pop("kind", NoticeKind.ROUND_CHANGED)
    notice = Notice(kind, (person.staff_id,), {"class": "9B1", "what": "is called off"}, "/round/1", key, **more)
    with world.database.writing(person.scope) as session:
        actions.tell(session, person.actor.school_id, notice, now)


async def choose(person: Person, kind: str = "round_changed", **quiet: Any) -> None:
    stored = (await person.get("/me/notices")).json()
    by_mail, by_push = quiet.pop("by_mail", True), quiet.pop("by_push", False)
    wish = {
        "ways": [{"kind": kind, "by_mail": by_mail, "by_push": by_push}], "quiet": stored["quiet"] | quiet,
    }  # fmt: skip
    answer = await person.put("/me/notices", wish, version=stored["version"])
    assert answer.status_code == 200, answer.text
