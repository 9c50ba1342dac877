"""Cover asked by invitation and answered by mail program: through a real mail server, out and back."""

import os
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID

import icalendar
import pytest
from build_round import MONDAY, a_round, a_school_at_work, watching
from cast import NOW, SECRET_KEY, Person, World
from click.testing import CliRunner
from cover_setting import Setting
from mail_server import MailServer, mail_server
from sqlmodel import col, select

from app.calendars import work
from app.calendars.work import Outcome
from app.cli import main
from app.cover.tables import CoverAsk, CoverSlot
from app.identity.tables import MembershipRole, Staff
from app.kernel import clock
from app.kernel.actor import NOBODY
from app.outbox import answer_address
from app.outbox import work as sending
from app.outbox.tables import OutgoingMail

KEY = SECRET_KEY.encode()


@pytest.fixture
def post_office() -> Iterator[MailServer]:
    with mail_server() as made:
        yield made


def send_all(world: World, office: MailServer, *, takes_answers: bool = True) -> None:
    """As the worker does with what waits, of this test's school alone."""
    post = sending.Post(
        f"smtp://127.0.0.1:{office.port}", "Kenkyu <kenkyu@school.example>", "kenkyu.test", "https://kenkyu.test", KEY,
        takes_answers=takes_answers,
    )  # fmt: skip
    for row in letters(world):
        sending.send(world.database, world.ben.scope, {"mail_id": str(row.id)}, NOW, post=post)


def letters(world: World) -> list[OutgoingMail]:
    with world.database.reading(world.ben.scope) as session:
        mine = select(OutgoingMail).where(OutgoingMail.school_id == world.birch_id)
        return list(session.exec(mine.order_by(col(OutgoingMail.made_at), col(OutgoingMail.key))))


def address(world: World, person: Person) -> str:
    with world.database.reading(person.scope) as session:
        found = session.exec(select(Staff.email).where(Staff.id == person.staff_id)).one()
    assert found
    return found


def invitations(office: MailServer, to: str) -> list[icalendar.Calendar]:
    """What a person's mail program finds of calendars in their mail, oldest first."""
    return [
        icalendar.Calendar.from_ical(part.get_payload(decode=True))
        for one, message in office.taken
        if one == to
        for part in message.walk()
        if part.get_content_type() == "text/calendar"
    ]  # fmt: skip


def reply(invited: icalendar.Calendar, who: str, answer: str, *, uid: str = "", method: str = "REPLY") -> EmailMessage:
    """What a mail program sends back (RFC 5546, 3.2.3)."""
    (asked,) = invited.events
    answered = icalendar.Calendar()
    answered.add("version", "2.0")
    answered.add("prodid", "-//A mail program//EN")
    answered.add("method", method)
    event = icalendar.Event()
    for name in ("SEQUENCE", "ORGANIZER", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"):
        event[name] = asked[name]
    event["UID"] = uid or asked["UID"]
    attendee = icalendar.vCalAddress(f"MAILTO:{who}")
    attendee.params["PARTSTAT"] = icalendar.vText(answer)
    event["ATTENDEE"] = attendee
    answered.add_component(event)
    message = EmailMessage()
    message["From"], message["To"] = who, str(asked["ORGANIZER"]).removeprefix("mailto:")
    message["Subject"] = f"{answer.capitalize()}: {asked['SUMMARY']}"
    message.set_content("")
    message.add_alternative(answered.to_ical().decode(), subtype="calendar", params={"method": method})
    return message


def receive(world: World, message: EmailMessage | bytes, *, sent_to: str = "") -> Outcome:
    raw = message if isinstance(message, bytes) else message.as_bytes()
    return work.receive(world.database, raw, KEY, world.app.state.now(), sent_to=sent_to)


def slot(world: World, slot_id: UUID) -> CoverSlot:
    with world.database.reading(world.ben.scope) as session:
        return session.exec(select(CoverSlot).where(CoverSlot.id == slot_id)).one()


def ask_states(world: World, slot_id: UUID) -> dict[UUID, str]:
    with world.database.reading(world.ben.scope) as session:
        asks = session.exec(select(CoverAsk).where(CoverAsk.slot_id == slot_id)).all()
    return {ask.staff_id: ask.state for ask in asks}


# ---- out ---------------------------------------------------------------------------------------------------


async def test_an_ask_goes_out_as_an_invitation_with_an_address_of_its_own(
    world: World, post_office: MailServer
) -> None:
    setting = Setting(world)
    slot_id = setting.need(ask=[world.ben, world.chloe])

    send_all(world, post_office)

    (bens,), (chloes,) = (invitations(post_office, address(world, who)) for who in (world.ben, world.chloe))
    (event,) = bens.events
    organizer = str(event["ORGANIZER"]).removeprefix("mailto:")
    assert str(bens["METHOD"]) == "REQUEST"
    assert (str(event["UID"]), str(event["SUMMARY"])) == (f"cover-{slot_id}@kenkyu", "Cover: 9B1")
    assert str(event["ATTENDEE"]) == f"mailto:{address(world, world.ben)}"
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"
    assert organizer.startswith("reply+")
    assert organizer.endswith("@school.example")
    assert len(organizer.partition("@")[0]) <= 64
    assert str(chloes.events[0]["ORGANIZER"]) != str(event["ORGANIZER"])
    assert "Amina" not in bens.to_ical().decode()
    assert slot_id.hex not in organizer
    (message,) = [one for to, one in post_office.taken if to == address(world, world.ben)]
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html", "text/calendar"]
    assert list(message.iter_parts())[2].get_param("method") == "REQUEST"


async def test_where_no_answer_can_come_back_nobody_is_asked_for_one(world: World, post_office: MailServer) -> None:
    Setting(world).need(ask=[world.ben])

    send_all(world, post_office, takes_answers=False)

    (calendar,) = invitations(post_office, address(world, world.ben))
    (event,) = calendar.events
    assert (str(calendar["METHOD"]), str(event["ORGANIZER"])) == ("PUBLISH", "mailto:kenkyu@school.example")
    assert "ATTENDEE" not in event


async def test_whoever_has_no_way_in_is_asked_for_no_answer_that_would_not_be_taken(
    world: World, post_office: MailServer
) -> None:
    """Take out: _may_answer in notices.actions.telling."""
    with world.database.writing(NOBODY) as session:
        mine = select(MembershipRole).where(MembershipRole.account_id == world.ben.actor.account_id)
        session.delete(session.exec(mine).one())
    Setting(world).need(ask=[world.ben])

    send_all(world, post_office)

    (calendar,) = invitations(post_office, address(world, world.ben))
    assert str(calendar["METHOD"]) == "PUBLISH"
    assert "ATTENDEE" not in calendar.events[0]


async def test_whoever_need_not_answer_any_more_is_told_once_they_were_invited(
    world: World, post_office: MailServer
) -> None:
    setting = Setting(world)
    setting.give(world.ben)
    slot_id = setting.need(ask=[world.ben, world.chloe])
    send_all(world, post_office)

    assert (await world.ben.post(f"/cover-slots/{slot_id}/accept")).is_success
    send_all(world, post_office)

    first, second = invitations(post_office, address(world, world.chloe))
    assert str(second["METHOD"]) == "CANCEL"
    assert second.events[0]["UID"] == first.events[0]["UID"]
    assert second.events[0]["SEQUENCE"] > first.events[0]["SEQUENCE"]
    assert str(second.events[0]["STATUS"]) == "CANCELLED"
    assert len(invitations(post_office, address(world, world.ben))) == 1


async def test_whoever_had_agreed_has_it_taken_out_of_their_calendar(world: World, post_office: MailServer) -> None:
    setting = Setting(world)
    setting.give(world.ben)
    slot_id = setting.need(ask=[world.ben])
    send_all(world, post_office)
    assert (await world.ben.post(f"/cover-slots/{slot_id}/accept")).is_success

    setting.close()
    send_all(world, post_office)

    asked, gone = invitations(post_office, address(world, world.ben))
    assert (str(asked["METHOD"]), str(gone["METHOD"])) == ("REQUEST", "CANCEL")
    assert gone.events[0]["SEQUENCE"] > asked.events[0]["SEQUENCE"]


async def test_a_round_comes_for_information_moves_and_is_called_off(world: World, post_office: MailServer) -> None:
    group = await a_school_at_work(world)
    made = (await world.amina.post("/rounds", a_round(world, group))).json()
    send_all(world, post_office)
    moved = await world.amina.put(
        f"/rounds/{made['id']}",
        {"focus": "Talk", "debrief": {"held_on": MONDAY, "start": "16:00"}},
        version=made["version"],
    )
    assert moved.is_success, moved.text
    send_all(world, post_office)
    assert (await world.amina.post(f"/rounds/{made['id']}/cancel", {})).is_success
    send_all(world, post_office)

    first, second, third = invitations(post_office, address(world, world.ben))
    assert {str(one["METHOD"]) for one in (first, second, third)} == {"PUBLISH"}
    assert [str(event["UID"]) for event in first.events] == [
        f"{what}-{made['id']}@kenkyu" for what in ("round", "debrief")
    ]
    assert {str(event["ORGANIZER"]) for event in first.events} == {"mailto:kenkyu@school.example"}
    assert all("ATTENDEE" not in event for event in first.events)
    assert second.events[1].start - first.events[1].start == timedelta(minutes=55)
    sequences = [one.events[0]["SEQUENCE"] for one in (first, second, third)]
    assert sequences == sorted(set(sequences))
    assert {str(event["STATUS"]) for event in third.events} == {"CANCELLED"}
    assert "What do pupils say" not in first.to_ical().decode()


# ---- and back ----------------------------------------------------------------------------------------------


async def test_accepting_in_the_mail_program_is_accepting(
    world: World, post_office: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting = Setting(world)
    setting.give(world.ben)
    slot_id = setting.need(ask=[world.ben, world.chloe])
    send_all(world, post_office)
    ben = address(world, world.ben)
    (invited,) = invitations(post_office, ben)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    ended = []

    def pipe(to: str, raw: bytes) -> None:
        environment = {"KENKYU_DATABASE_URL": world.app.state.settings.database_url, "KENKYU_SECRET_KEY": SECRET_KEY}
        ended.append(CliRunner().invoke(main, ["receive-mail", "--to", to], input=raw, env=environment).exit_code)

    with mail_server(pipe) as school:
        for _ in range(2):
            with smtplib.SMTP("127.0.0.1", school.port) as program:
                program.send_message(reply(invited, ben, "ACCEPTED"))

    assert ended == [0, 0]
    assert (slot(world, slot_id).state, slot(world, slot_id).coverer_id) == ("accepted", world.ben.staff_id)
    assert len(setting.held(world.ben)) == 1
    assert [row.subject for row in letters(world) if row.key.startswith("answer:")] == []


async def test_declining_through_the_command_itself_is_declining(world: World, post_office: MailServer) -> None:
    setting = Setting(world)
    slot_id = setting.need(ask=[world.ben, world.chloe])
    send_all(world, post_office)
    (invited,) = invitations(post_office, address(world, world.ben))
    environment = os.environ | {
        "KENKYU_DATABASE_URL": world.app.state.settings.database_url, "KENKYU_SECRET_KEY": SECRET_KEY,
    }  # fmt: skip

    done = subprocess.run(
        [Path(sys.executable).with_name("kenkyu"), "receive-mail"], env=environment, capture_output=True, timeout=60, check=False,
        input=reply(invited, address(world, world.ben), "DECLINED").as_bytes(),
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (0, b""), done.stderr.decode()[-2000:]
    assert ask_states(world, slot_id)[world.ben.staff_id] == "declined"
    assert b'"outcome": "declined"' in done.stderr
    assert b"birch.example" not in done.stderr
    assert b"reply+" not in done.stderr


async def test_the_first_wins_and_the_other_is_written_to_once(world: World, post_office: MailServer) -> None:
    setting = Setting(world)
    setting.give(world.ben, world.chloe)
    slot_id = setting.need(ask=[world.ben, world.chloe])
    send_all(world, post_office)
    answers = [
        reply(invitations(post_office, address(world, who))[0], address(world, who), "ACCEPTED")
        for who in (world.chloe, world.ben)
    ]  # fmt: skip

    outcomes = [receive(world, one) for one in (*answers, answers[1])]

    (letter,) = [row for row in letters(world) if row.key.startswith("answer:")]
    assert outcomes == [Outcome.ACCEPTED, Outcome.TOO_LATE, Outcome.TOO_LATE]
    assert slot(world, slot_id).coverer_id == world.chloe.staff_id
    assert (letter.address, letter.subject) == (
        address(world, world.ben), "Your answer: This cover is not open any more",
    )  # fmt: skip
    assert "A colleague has agreed to cover it." in letter.text


async def test_whoever_is_not_free_is_told_so_and_holds_nothing(world: World, post_office: MailServer) -> None:
    group = await a_school_at_work(world)
    wish = a_round(world, group, period="P2", observers=[watching(world.chloe)])
    assert (await world.amina.post("/rounds", wish)).is_success
    wish = a_round(
        world,
        group,
        observers=[watching(world.chloe, 0, world.ben)],
        debrief={"held_on": "2026-11-02", "start": "15:30"},
    )
    made = await world.amina.post("/rounds", wish)
    assert made.is_success, made.text
    slot_id = UUID(made.json()["observations"][0]["cover"]["id"])
    send_all(world, post_office)
    (invited,) = [
        one for one in invitations(post_office, address(world, world.ben)) if str(one["METHOD"]) == "REQUEST"
    ]  # fmt: skip
    world.app.state.now.instant = NOW + timedelta(hours=5)

    assert receive(world, reply(invited, address(world, world.ben), "ACCEPTED")) == Outcome.TOO_LATE
    assert slot(world, slot_id).coverer_id is None
    assert [row.subject for row in letters(world) if row.key.startswith("answer:")] == [
        "Your answer: That lesson is over"
    ]


# ---- what is left alone --------------------------------------------------------------------------------------


async def test_what_is_no_answer_of_whom_we_asked_changes_nothing(world: World, post_office: MailServer) -> None:
    setting = Setting(world)
    setting.give(world.ben, world.chloe)
    slot_id = setting.need(ask=[world.ben, world.chloe])
    other_id = setting.need(ask=[world.ben], slice=1)
    send_all(world, post_office)
    ben, chloe = address(world, world.ben), address(world, world.chloe)
    mine = next(one for one in invitations(post_office, ben) if str(slot_id) in str(one.events[0]["UID"]))
    made_up = answer_address.address_of(b"another key", "school.example", world.birch_id, slot_id, world.ben.staff_id)
    before = len(letters(world))

    outcomes = [
        receive(world, reply(mine, chloe, "ACCEPTED")),
        receive(world, reply(mine, "mallory@far.example", "ACCEPTED")),
        receive(world, reply(mine, ben, "TENTATIVE")),
        receive(world, reply(mine, ben, "NEEDS-ACTION")),
        receive(world, reply(mine, ben, "ACCEPTED", method="REQUEST")),
        receive(world, reply(mine, ben, "ACCEPTED", method="COUNTER")),
        receive(world, reply(mine, ben, "ACCEPTED", uid=f"cover-{other_id}@kenkyu")),
        receive(world, reply(mine, ben, "ACCEPTED").as_bytes().replace(b"reply+", b"kenkyu+")),
        receive(world, reply(mine, ben, "ACCEPTED"), sent_to=made_up),
    ]

    assert outcomes == [Outcome.IGNORED] * len(outcomes)
    assert set(ask_states(world, slot_id).values()) == {"asked"}
    assert len(letters(world)) == before


async def test_whoever_has_left_answers_for_nobody(world: World, post_office: MailServer) -> None:
    setting = Setting(world)
    setting.give(world.ben)
    slot_id = setting.need(ask=[world.ben])
    send_all(world, post_office)
    ben = address(world, world.ben)
    (invited,) = invitations(post_office, ben)
    with world.database.writing(world.ben.scope) as session:
        session.exec(select(Staff).where(Staff.id == world.ben.staff_id)).one().is_active = False

    assert receive(world, reply(invited, ben, "ACCEPTED")) == Outcome.IGNORED
    assert slot(world, slot_id).state == "offered"


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\0" * 1000, b"Subject: Out of office\r\n\r\nI am away", b"x" * 1_000_001,
        b"Content-Type: text/calendar\r\n\r\n" + b"BEGIN:VCALENDAR\r\n" * 5_000,
        b"Content-Type: text/calendar; charset=nonsense\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n",
        b"Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nATTENDEE;PARTSTAT=ACCEPTED:x\r\n"
        b"ORGANIZER:mailto:reply+%s@x.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n" % (b"a" * 58),
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3_000)),
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\nContent-Type: text/calendar\r\n\r\nx\r\n" * 20_000,
        b"\xff\xfe" * 10_000,
    ],
    ids=["nothing", "nulls", "away", "too long", "nested", "charset", "made up", "parts in parts", "many parts", "bytes"],
)  # fmt: skip
async def test_whatever_comes_is_left_alone(world: World, raw: bytes) -> None:
    assert receive(world, raw) == Outcome.IGNORED
