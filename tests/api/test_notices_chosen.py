"""What people choose to be told, when they are left in peace, and how they get no more of a kind."""

from datetime import timedelta
from typing import Any

import pytest
from build_notice import POST, choose, due, mails, tell
from cast import NOW, Person, World, browser
from sqlmodel import select

from app.kernel import signed
from app.notices.rules import NoticeKind, claims
from app.notices.tables import NoticeChoice
from app.outbox.message import message_of

# ---- choices and quiet hours -------------------------------------------------------------------------


async def test_unless_chosen_evenings_nights_and_weekends_are_quiet(world: World) -> None:
    tell(world, world.ben, now=NOW.replace(hour=20))

    (mail,) = mails(world, world.ben)
    assert due(world, mail) == NOW.replace(hour=7) + timedelta(days=1)


async def test_own_quiet_hours_hold_and_what_begins_within_hours_comes_at_once_if_allowed(world: World) -> None:
    await choose(world.ben, starts="16:00", ends="08:30", lets_urgent_through=True)
    evening = NOW.replace(hour=21)

    tell(world, world.ben, now=evening)
    tell(world, world.ben, now=evening, key="soon", begins_at=evening + timedelta(hours=12))
    tell(world, world.ben, now=evening, key="later", begins_at=evening + timedelta(hours=13))

    waits = {mail.key.split(":")[1]: due(world, mail) - evening for mail in mails(world, world.ben)}
    assert waits == {
        "k": timedelta(hours=11, minutes=30),
        "soon": timedelta(0),
        "later": timedelta(hours=11, minutes=30),
    }


async def test_a_kind_that_is_not_wanted_by_mail_is_not_written(world: World) -> None:
    await choose(world.ben, by_mail=False)

    tell(world, world.ben)
    tell(world, world.ben, kind=NoticeKind.ROUND_PLANNED)

    assert [mail.kind for mail in mails(world, world.ben)] == ["round_planned"]


async def test_choices_are_shown_as_they_are_and_kinds_by_what_one_answers_for(world: World) -> None:
    ben, grace = (await world.ben.get("/me/notices")), (await world.grace.get("/me/notices")).json()

    body = ben.json()
    kinds = [one["kind"] for one in body["ways"]]
    assert ben.headers["ETag"] == '"0"'
    assert body["quiet"] == {
        "starts": "19:00", "ends": "07:00", "is_quiet_at_weekends": True, "lets_urgent_through": False,
    }  # fmt: skip
    assert body["mail_address"].startswith("ben.")
    assert body["does_mail_leave"] is False
    assert "cover_open" not in kinds
    assert "digest" not in kinds
    assert {"cover_open", "timetable_changed"} <= {one["kind"] for one in grace["ways"]}


async def test_what_is_left_out_stays_and_an_edit_on_what_is_old_is_refused(world: World) -> None:
    await choose(world.ben, kind="cover_asked", by_mail=False)
    await choose(world.ben, kind="log_minutes", by_mail=False)

    stored = (await world.ben.get("/me/notices")).json()
    stale = await world.ben.put("/me/notices", {"ways": [], "quiet": stored["quiet"]}, version=1)
    missing = await world.ben.put("/me/notices", {"ways": [], "quiet": stored["quiet"]}, version=None)

    assert {one["kind"] for one in stored["ways"] if not one["by_mail"]} == {"cover_asked", "log_minutes"}
    assert (stored["version"], stale.status_code, missing.status_code) == (2, 412, 428)
    assert {one["by_mail"] for one in (await world.chloe.get("/me/notices")).json()["ways"]} == {True}


@pytest.mark.parametrize(
    "bad",
    [
        {"quiet": {"starts": "24:00"}}, {"quiet": {"starts": "7:00"}}, {"quiet": {"is_quiet_at_weekends": "yes"}},
        {"ways": [{"kind": "everything", "by_mail": True, "by_push": True}]}, {"more": 1},
        {"ways": [{"kind": "cover_asked", "by_mail": True, "by_push": True}] * 11},
        {"ways": [{"kind": "cover_asked", "by_mail": True}]},
    ],
)  # fmt: skip
async def test_choices_that_cannot_be_read_are_refused(world: World, bad: dict[str, Any]) -> None:
    quiet = {"starts": "19:00", "ends": "07:00", "is_quiet_at_weekends": True, "lets_urgent_through": False}
    wish = {"ways": [], "quiet": quiet | bad.get("quiet", {})} | {
        name: value for name, value in bad.items() if name != "quiet"
    }

    refused = await world.ben.put("/me/notices", wish, version=0)

    assert refused.status_code == 422
    assert (await world.ben.get("/me/notices")).json()["version"] == 0


# ---- no more of a kind -------------------------------------------------------------------------------


def leave_token(world: World, person: Person, kind: NoticeKind = NoticeKind.ROUND_CHANGED) -> str:
    key = world.app.state.settings.secret_key.encode()
    return signed.token_of(key, person.actor.school_id, claims.leaving(person.staff_id, kind))


async def test_every_mail_says_how_to_get_no_more_of_its_kind(world: World) -> None:
    tell(world, world.ben)

    message = message_of(mails(world, world.ben)[0], POST)

    url = message["List-Unsubscribe"]
    assert url.startswith("<https://kenkyu.test/leave/")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert url.strip("<>") in message.get_body(("plain",)).get_content()  # type: ignore[union-attr]


async def test_one_click_in_the_mail_program_ends_one_kind_without_cookie_or_script(world: World) -> None:
    """RFC 8058: a POST with a form from anywhere. A GET changes nothing, because scanners send those."""
    token = leave_token(world, world.ben)
    outside = browser(world.app)
    outside.headers.clear()
    base = "https://kenkyu.test/leave/"

    got = await outside.get(base + token)
    still = (await world.ben.get("/me/notices")).json()
    form = {"List-Unsubscribe": "One-Click"}
    elsewhere = {"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"}
    done = [(await outside.post(base + token, data=form, headers=elsewhere)).status_code for _ in range(2)]
    tell(world, world.ben)
    tell(world, world.ben, kind=NoticeKind.ROUND_PLANNED)

    assert got.status_code in (200, 404)
    assert {one["by_mail"] for one in still["ways"]} == {True}
    assert done == [200, 200]
    assert [mail.kind for mail in mails(world, world.ben)] == ["round_planned"]
    assert "round_changed" in {
        one["kind"]
        for one in (await world.ben.get("/me/notices")).json()["ways"]
        if not one["by_mail"] and one["by_push"]
    }


async def test_the_page_of_the_link_does_the_same_and_a_forged_one_nothing(world: World) -> None:
    outside = browser(world.app)
    token = leave_token(world, world.ben)
    foreign = signed.token_of(
        world.app.state.settings.secret_key.encode(),
        world.cedar_id,
        claims.leaving(world.ben.staff_id, NoticeKind.DIGEST),
    )
    answering = signed.token_of(
        world.app.state.settings.secret_key.encode(), world.birch_id, claims.answering(world.ben.staff_id)
    )

    statuses = {
        name: (await outside.post("/notices/leave", json={"secret": secret})).status_code
        for name, secret in {
            "changed": token[:-2] + "xx", "of another school": foreign, "of another thing": answering, "none": "x",
            "right": token,
        }.items()
    }  # fmt: skip

    assert statuses == {"changed": 404, "of another school": 404, "of another thing": 404, "none": 404, "right": 200}
    with world.database.reading(world.ben.scope) as session:
        rows = session.exec(select(NoticeChoice)).all()
    assert [(row.staff_id, row.kind, row.by_mail) for row in rows] == [
        (world.ben.staff_id, NoticeKind.ROUND_CHANGED, False)
    ]


async def test_the_addresses_that_end_with_a_secret_go_into_no_referer(world: World) -> None:
    answer = await browser(world.app).get("https://kenkyu.test/leave/abc")

    assert answer.headers["Referrer-Policy"] == "no-referrer"
