"""The weekly digest: written once a week, to whoever follows something and has news, with a way out."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import httpx
import pytest
from build_fair import a_group, an_outsider, published
from cast import NOW, Person, World, browser
from sqlmodel import col, select

from app import worker
from app.files.store import open_store
from app.jobs.tables import Job
from app.kernel.actor import NOBODY
from app.outbox.tables import OutgoingMail
from app.shelf import actions
from app.shelf.actions.telling import Letterhead
from app.shelf.tables import DigestChoice


@pytest.fixture
def tag() -> str:
    """A focus that no other test's findings have: what is public is news to every school."""
    return f"Focus {uuid4().hex}"


def head(world: World, week: str = "2026-w46") -> Letterhead:
    settings = world.app.state.settings
    return Letterhead(settings.origin, settings.secret_key.encode(), week)


def tell(world: World, person: Person, week: str = "2026-w46") -> int:
    with world.database.writing(person.scope) as session:
        return actions.tell(session, person.scope, head(world, week), world.app.state.now())


def letters(world: World, person: Person) -> list[OutgoingMail]:
    with world.database.reading(person.scope) as session:
        mine = select(OutgoingMail).where(OutgoingMail.staff_id == person.staff_id)
        return list(session.exec(mine.order_by(col(OutgoingMail.made_at), col(OutgoingMail.key))))


async def follow(person: Person, value: str, kind: str = "focus") -> None:
    answer = await person.post("/me/follows", {"kind": kind, "value": value})
    assert answer.status_code == 201, answer.text


async def later(world: World) -> None:
    world.app.state.now.instant = NOW + timedelta(hours=1)


async def test_a_follower_is_told_of_what_is_new(world: World, tag: str) -> None:
    group = await a_group(world)
    await published(world, group, focus=tag, title="Old news")
    await later(world)
    await follow(world.frank, tag)
    world.app.state.now.instant = NOW + timedelta(hours=2)
    new = await published(world, group, focus=tag, title="New & <b>bold</b>")
    await published(world, group, title="Elsewhere", focus="Recall")

    written = tell(world, world.frank)

    (letter,) = letters(world, world.frank)
    assert written == 1
    assert letter.subject == "One new finding at the learning fair"
    assert f"https://kenkyu.test/fair/{new['id']}" in letter.text
    assert "New & <b>bold</b>" in letter.text
    assert "New &amp; &lt;b&gt;bold&lt;/b&gt;" in letter.html
    assert "<b>" not in letter.html
    assert not {"Old news", "Elsewhere"} & {word for word in ("Old news", "Elsewhere") if word in letter.text}
    assert letter.leave_url in letter.text


async def test_nobody_is_told_twice(world: World, tag: str) -> None:
    await follow(world.frank, tag)
    await later(world)
    await published(world, focus=tag)

    assert [tell(world, world.frank), tell(world, world.frank), tell(world, world.frank, "2026-w47")] == [1, 0, 0]
    assert len(letters(world, world.frank)) == 1


async def test_who_follows_nothing_has_no_news_or_said_no_gets_no_letter(world: World, tag: str) -> None:
    await follow(world.frank, "Nothing is filed so")
    await follow(world.grace, tag)
    await world.grace.put("/me/digest", {"is_wanted": False}, version=None)
    await later(world)
    await published(world, focus=tag)

    assert tell(world, world.frank) == 0
    assert [letters(world, person) for person in (world.frank, world.grace, world.hana)] == [[], [], []]


async def test_whoever_begins_again_is_not_told_of_what_they_missed(world: World, tag: str) -> None:
    await follow(world.frank, tag)
    await world.frank.put("/me/digest", {"is_wanted": False}, version=None)
    await later(world)
    await published(world, focus=tag)
    world.app.state.now.instant = NOW + timedelta(hours=2)
    await world.frank.put("/me/digest", {"is_wanted": True}, version=None)

    assert tell(world, world.frank) == 0


async def test_mail_tells_only_what_its_reader_may_read(world: World, tag: str) -> None:
    outsider = an_outsider(world.app)
    for person in (world.frank, world.ben, world.fay, outsider):
        await follow(person, tag)
    await later(world)
    group = await a_group(world)
    for audience in ("group", "school", "trust", "everyone"):
        await published(world, group, focus=tag, title=f"For {audience}", audience=audience)

    for person in (world.frank, world.fay, outsider):
        tell(world, person)

    def told(person: Person) -> set[str]:
        (letter,) = letters(world, person)
        return {audience for audience in ("group", "school", "trust", "everyone") if f"For {audience}" in letter.text}

    assert told(world.frank) == {"school", "trust", "everyone"}
    assert told(world.ben) == {"school", "trust", "everyone"}, "what is only for a group goes by no mail"
    assert told(world.fay) == {"trust", "everyone"}
    assert told(outsider) == {"everyone"}


async def test_long_news_are_cut_and_the_rest_is_counted(world: World, tag: str) -> None:
    await follow(world.frank, tag)
    await later(world)
    group = await a_group(world)
    for number in range(12):
        await published(world, group, focus=tag, title=f"Finding {number}")

    tell(world, world.frank)

    (letter,) = letters(world, world.frank)
    assert letter.subject == "12 new findings at the learning fair"
    assert letter.text.count("https://kenkyu.test/fair/") == 10
    assert "And 2 more" in letter.text


async def test_the_link_in_any_letter_leads_out_without_signing_in(world: World, tag: str) -> None:
    await follow(world.frank, tag)
    group = await a_group(world)
    for hour, week in ((1, "2026-w46"), (2, "2026-w47")):
        world.app.state.now.instant = NOW + timedelta(hours=hour)
        await published(world, group, focus=tag)
        tell(world, world.frank, week)
    first, last = letters(world, world.frank)
    visitor = browser(world.app)

    answers = [await visitor.post("/digest/leave", json={"secret": _secret(letter)}) for letter in (first, last, first)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert (await world.frank.get("/me/digest")).json()["is_wanted"] is False
    assert (await world.grace.get("/me/digest")).json()["is_wanted"] is False
    with world.database.reading(world.frank.scope) as session:
        (stored,) = session.exec(select(DigestChoice).where(DigestChoice.staff_id == world.frank.staff_id))
    assert stored.leave_hash is not None
    assert stored.leave_hash not in _secret(first)


def _secret(letter: OutgoingMail) -> str:
    address = urlsplit(letter.leave_url)
    assert f"{address.scheme}://{address.netloc}" == "https://kenkyu.test"
    return address.path.removeprefix("/digest/leave/")


async def test_a_link_that_nobody_got_opens_nothing(world: World) -> None:
    visitor = browser(world.app)

    async def status(secret: object) -> int:
        answer: httpx.Response = await visitor.post("/digest/leave", json={"secret": secret})
        return answer.status_code

    for secret in (
        "x",
        f"{world.birch_id.hex}.",
        f"{world.birch_id.hex}.abc",
        "é.x",
        "0" * 200,
        f"{UUID(int=0).hex}.x",
    ):
        assert await status(secret) == 404, secret
    for secret in ("", "x" * 201, None, 1, "a\0b"):
        assert await status(secret) == 422, secret


async def test_the_worker_asks_once_a_week_and_writes(world: World, tag: str) -> None:
    await follow(world.frank, tag)
    await later(world)
    await published(world, focus=tag)
    monday = datetime.fromisoformat("2026-11-09T07:00:00+00:00")

    with world.database.writing(world.frank.scope) as session:
        before = actions.due(session, world.birch_id, monday - timedelta(minutes=1))
        asked = [actions.due(session, world.birch_id, monday + timedelta(days=day)) for day in range(7)]
        next_week = actions.due(session, world.birch_id, monday + timedelta(days=7))
    with world.database.reading(NOBODY) as session:
        mine = select(Job).where(Job.school_id == world.birch_id, Job.kind == "digest").order_by(col(Job.key))
        keys = [job.key for job in session.exec(mine)]

    assert (before, asked, next_week) == (True, [True, *[False] * 6], True)
    assert keys == [f"{world.birch_id.hex}:2026-w{week}" for week in (45, 46, 47)]
    tasks = worker.tasks_of(world.app.state.settings, open_store(world.app.state.settings))
    tasks["digest"](world.database, world.frank.scope, {"week": "2026-w46"}, monday)
    assert len(letters(world, world.frank)) == 1


async def test_a_mail_program_ends_it_by_a_post_from_anywhere(world: World, tag: str) -> None:
    """RFC 8058. Take out: `leaves_by_post` in telling, or the route outside the API."""
    await follow(world.frank, tag)
    await later(world)
    await published(world, focus=tag)
    tell(world, world.frank)
    (letter,) = letters(world, world.frank)
    outside = browser(world.app)
    outside.headers.clear()
    elsewhere = {"Sec-Fetch-Site": "cross-site", "Origin": "https://mail.example"}

    left = await outside.post(letter.leave_url, data={"List-Unsubscribe": "One-Click"}, headers=elsewhere)

    assert (letter.leaves_by_post, letter.kind, left.status_code) == (True, "digest", 200)
    assert (await world.frank.get("/me/digest")).json()["is_wanted"] is False


async def test_it_waits_for_the_end_of_quiet_hours(world: World, tag: str) -> None:
    """Take out: due_at in telling."""
    await follow(world.frank, tag)
    world.app.state.now.instant = NOW.replace(hour=20)
    await published(world, focus=tag)

    tell(world, world.frank)

    (letter,) = letters(world, world.frank)
    with world.database.reading(NOBODY) as session:
        job = session.exec(select(Job).where(Job.key == letter.id.hex)).one()
    assert job.due_at == NOW.replace(hour=7) + timedelta(days=1)
