"""Addresses at which a timetable or a staff list is kept: looked at on a schedule, put before a person when they change."""

import json
import zlib
from datetime import timedelta
from typing import Any

import pytest
from build_source import OTHER_WEEK, WEEK, a_source, look
from cast import NOW, World
from listening import LOOPBACK, answer, in_turn, listening
from sqlmodel import select

from app.fetching.fetch import Way
from app.outbox.tables import OutgoingMail
from app.sources import work
from app.sources.tables import OutsideSource

LATER = NOW + timedelta(days=3)
WISH = {"kind": "timetable", "name": "Week", "address": "https://school.example/secret-1/week.csv"}
LIST = b"code,name,email\nAMI,Amina,amina@birch.example\nNIA,Nia New,nia@birch.example\n"


async def test_an_address_is_added_listed_and_read(world: World) -> None:
    added = await a_source(world.hana, WISH["address"])

    listed = (await world.hana.get("/outside-sources")).json()["items"]
    read = await world.hana.get(f"/outside-sources/{added['id']}")

    assert listed == [added] == [read.json()]
    assert read.headers["etag"] == '"1"'
    assert (added["every_hours"], added["is_active"], added["good_at"]) == (24, True, None)


async def test_the_address_is_whole_only_for_whoever_may_change_it(world: World) -> None:
    added = await a_source(world.hana, WISH["address"])

    for person, shown in (
        (world.hana, WISH["address"]),
        (world.dev, WISH["address"]),
        (world.grace, "https://school.example/..."),
    ):
        seen = (await person.get(f"/outside-sources/{added['id']}")).json()
        assert (seen["address"], seen["may"]["edit"]) == (shown, person is not world.grace)
        assert shown in (await person.get("/outside-sources")).text
    assert "secret-1" not in (await world.grace.get("/outside-sources")).text
    assert (await world.amina.get("/outside-sources")).status_code == 403


async def test_only_leads_add_change_and_remove(world: World) -> None:
    added = await a_source(world.hana, WISH["address"])
    path = f"/outside-sources/{added['id']}"

    for person in (world.amina, world.grace):
        assert (await person.post("/outside-sources", WISH | {"name": "B"})).status_code == 403
        assert (await person.put(path, _edit(), version=1)).status_code == 403
        assert (await person.post(f"{path}/look")).status_code == 403
        assert (await person.client.delete(path)).status_code == 403


async def test_another_school_finds_nothing(world: World) -> None:
    added = await a_source(world.hana, WISH["address"])
    path = f"/outside-sources/{added['id']}"

    assert (await world.eve.get("/outside-sources")).json()["items"] == []
    assert (await world.eve.get(path)).status_code == 404
    assert (await world.eve.put(path, _edit(), version=1)).status_code == 404
    assert (await world.eve.post(f"{path}/look")).status_code == 404
    assert (await world.eve.client.delete(path)).status_code == 404
    theirs = await world.hana.post("/outside-sources", WISH | {"name": "B", "staff_id": str(world.eve.staff_id)})
    assert theirs.status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "ftp://school.example/week.csv", "https://name:secret@school.example/", "http://127.1/", "http://2130706433/",
        "https://school.example:22/", "not an address", "javascript:alert(1)", "https://[fe80::1%25eth0]/",
    ],
)  # fmt: skip
async def test_an_address_that_is_never_asked_is_refused_when_it_is_typed(world: World, address: str) -> None:
    added = await a_source(world.hana, WISH["address"])

    refused = await world.hana.post("/outside-sources", WISH | {"name": "B", "address": address})
    edited = await world.hana.put(f"/outside-sources/{added['id']}", _edit(address=address), version=1)

    for one in (refused, edited):
        assert (one.status_code, one.json()["type"]) == (422, "/problems/sources/address-unusable")


@pytest.mark.parametrize(
    "changed",
    [
        {"every_hours": 0}, {"every_hours": 169}, {"every_hours": "6"}, {"name": ""}, {"name": "a\nb"}, {"address": ""},
        {"address": "https://" + "a" * 2000}, {"kind": "anything"}, {"more": 1},
    ],
)  # fmt: skip
async def test_what_has_the_wrong_shape_is_refused(world: World, changed: dict[str, Any]) -> None:
    assert (await world.hana.post("/outside-sources", WISH | changed)).status_code == 422


async def test_a_name_is_taken_once_and_twenty_addresses_are_enough(world: World) -> None:
    for number in range(20):
        await a_source(world.hana, WISH["address"], name=f"Week {number}", every_hours=168)

    taken = await world.hana.put(f"/outside-sources/{(await _all(world))[0]['id']}", _edit(name="Week 7"), version=1)
    one_more = await world.hana.post("/outside-sources", WISH)

    assert (taken.status_code, taken.json()["type"]) == (409, "/problems/sources/name-taken")
    assert (one_more.status_code, one_more.json()["type"]) == (409, "/problems/sources/too-many")


async def test_a_repeated_key_adds_once(world: World) -> None:
    first = await world.hana.post("/outside-sources", WISH, key="k1")
    again = await world.hana.post("/outside-sources", WISH, key="k1")

    assert first.json() == again.json()
    assert len(await _all(world)) == 1


async def test_an_edit_needs_the_version_it_was_made_on(world: World) -> None:
    path = f"/outside-sources/{(await a_source(world.hana, WISH['address']))['id']}"

    assert (await world.hana.put(path, _edit(), version=None)).status_code == 428
    assert (await world.hana.put(path, _edit(), version=1)).status_code == 200
    assert (await world.hana.put(path, _edit(), version=1)).status_code == 412


async def test_a_staff_list_is_nobodys_calendar(world: World) -> None:
    refused = await world.hana.post("/outside-sources", WISH | {"kind": "staff", "staff_id": str(world.amina.staff_id)})

    assert refused.json()["type"] == "/problems/sources/whose-calendar"


# ---- looking -------------------------------------------------------------------------------------


async def test_what_stands_at_an_address_becomes_a_dry_run_and_changes_nothing_else(world: World) -> None:
    with listening(answer(200, WEEK, {"ETag": '"1"'})) as server:
        added = await a_source(world.hana, f"{server.url}/week.csv")
        assert look(world, NOW) == 1

    seen = (await world.hana.get(f"/outside-sources/{added['id']}")).json()
    dry_run = (await world.hana.get(f"/timetable-imports/{seen['import_id']}")).json()
    assert (seen["failures"], seen["trouble"], seen["good_at"]) == (0, "", seen["looked_at"])
    assert (dry_run["lesson_count"], dry_run["file_names"]) == (2, ["Week"])
    assert (await world.hana.get("/timetable-versions")).json()["items"] == []
    assert _mails(world) == [], "whoever has just added it looks at it"


async def test_it_is_looked_at_again_on_its_schedule_and_asks_whether_anything_has_changed(world: World) -> None:
    with listening(in_turn(answer(200, WEEK, {"ETag": '"1"', "Last-Modified": "Mon"}), answer(304))) as server:
        added = await a_source(world.hana, server.url, every_hours=10)
        look(world, NOW)
        before = (await world.hana.get(f"/outside-sources/{added['id']}")).json()

        assert look(world, NOW + timedelta(hours=8, minutes=59)) == 0
        assert look(world, NOW + timedelta(hours=11)) == 1

    after = (await world.hana.get(f"/outside-sources/{added['id']}")).json()
    assert [asked.headers.get("if-none-match") for asked in server.asked] == [None, '"1"']
    assert server.asked[1].headers["if-modified-since"] == "Mon"
    assert after["good_at"] == after["looked_at"] > before["looked_at"]
    assert after["import_id"] == before["import_id"]


async def test_a_new_version_is_put_before_whoever_leads(world: World) -> None:
    with listening(in_turn(answer(200, WEEK), answer(200, OTHER_WEEK))) as server:
        added = await a_source(world.hana, server.url)
        look(world, NOW)
        first = (await world.hana.get(f"/outside-sources/{added['id']}")).json()["import_id"]
        look(world, LATER)

    second = (await world.hana.get(f"/outside-sources/{added['id']}")).json()["import_id"]
    assert second != first
    days = {day["name"] for day in (await world.hana.get(f"/timetable-imports/{second}")).json()["days"]}
    assert "Friday" in days
    assert [(mail.staff_id, mail.subject) for mail in _mails(world)] == [
        (world.hana.staff_id, "Week has a new version")
    ]


async def test_other_bytes_of_the_same_meaning_are_no_news(world: World) -> None:
    with listening(in_turn(answer(200, WEEK), answer(200, WEEK + b"\r\n\r\n"))) as server:
        added = await a_source(world.hana, server.url)
        look(world, NOW)
        first = (await world.hana.get(f"/outside-sources/{added['id']}")).json()
        look(world, LATER)

    second = (await world.hana.get(f"/outside-sources/{added['id']}")).json()
    assert second["import_id"] == first["import_id"]
    assert second["good_at"] > first["good_at"]
    assert _mails(world) == []


async def test_a_staff_list_becomes_a_dry_run(world: World) -> None:
    with listening(answer(200, LIST)) as server:
        added = await a_source(world.hana, server.url, kind="staff", name="Staff")
        look(world, NOW)

    seen = (await world.hana.get(f"/outside-sources/{added['id']}")).json()
    assert seen["trouble"] == ""
    assert (await world.hana.get(f"/roster-imports/{seen['import_id']}")).json()["listed_count"] == 2


async def test_the_last_good_copy_is_kept_and_after_the_second_failure_somebody_is_told_once(world: World) -> None:
    failing = answer(500, b"")
    with listening(in_turn(answer(200, WEEK), failing)) as server:
        added = await a_source(world.hana, f"{server.url}/secret-1")
        look(world, NOW)
        good = (await world.hana.get(f"/outside-sources/{added['id']}")).json()
        told = []
        for day in (3, 6, 9, 12):
            look(world, NOW + timedelta(days=day))
            told.append(len(_mails(world)))

    seen = (await world.hana.get(f"/outside-sources/{added['id']}")).json()
    assert told == [0, 1, 1, 1]
    assert _mails(world)[0].subject == "Week could not be read twice in a row"
    assert "secret-1" not in _mails(world)[0].text
    assert (seen["failures"], seen["good_at"], seen["import_id"]) == (4, good["good_at"], good["import_id"])
    assert "500" in seen["trouble"]
    assert zlib.decompress(_row(world, added["id"]).content or b"") == WEEK


async def test_after_a_failure_it_is_tried_soon_then_ever_later(world: World) -> None:
    waits = []
    with listening(answer(404)) as server:
        added = await a_source(world.hana, server.url)
        now = NOW
        for _ in range(6):
            look(world, now)
            following = _row(world, added["id"]).next_at
            waits.append((following - now) / timedelta(minutes=1))
            now = following

    for wait, about in zip(waits, [15, 60, 240, 960, 1440, 1440], strict=True):
        assert about * 0.9 <= wait <= about * 1.1


async def test_it_works_again_and_says_so(world: World) -> None:
    with listening(in_turn(answer(500), answer(200, WEEK))) as server:
        added = await a_source(world.hana, server.url)
        look(world, NOW)
        look(world, LATER)

    seen = (await world.hana.get(f"/outside-sources/{added['id']}")).json()
    assert (seen["failures"], seen["trouble"]) == (0, "")
    assert [mail.subject for mail in _mails(world)] == ["Week has a new version"]


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><title>Sign in</title>", b"\x00\xff\x00", WEEK[:20], b"PK\x03\x04broken",
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    ],
)  # fmt: skip
async def test_what_cannot_be_understood_is_a_failure_with_words(world: World, content: bytes) -> None:
    with listening(answer(200, content)) as server:
        added = await a_source(world.hana, server.url)
        look(world, NOW)

    seen = (await world.hana.get(f"/outside-sources/{added['id']}")).json()
    assert (seen["failures"], seen["good_at"], seen["import_id"]) == (1, None, None)
    assert len(seen["trouble"]) > 10


async def test_an_address_inside_the_network_is_a_failure_and_nobody_is_asked(world: World) -> None:
    with listening(answer(200, WEEK)) as server:
        added = await a_source(world.hana, server.url)
        look(world, NOW, way=Way())

        assert server.connections == 0
    assert "inside a network" in (await world.hana.get(f"/outside-sources/{added['id']}")).json()["trouble"]


# ---- pausing, changing, removing -----------------------------------------------------------------


async def test_a_paused_address_is_not_asked_until_it_goes_on(world: World) -> None:
    with listening(answer(200, WEEK)) as server:
        added = await a_source(world.hana, server.url)
        path = f"/outside-sources/{added['id']}"
        paused = await world.hana.put(path, _edit(address=server.url, is_active=False), version=1)
        look(world, LATER)
        assert server.connections == 0
        assert (await world.hana.post(f"{path}/look")).json()["type"] == "/problems/sources/paused"

        assert paused.json()["is_active"] is False
        await world.hana.put(path, _edit(address=server.url), version=2)
        look(world, LATER)
        assert server.connections == 1


async def test_look_now_looks_now_and_a_repeat_looks_once(world: World) -> None:
    with listening(answer(200, WEEK)) as server:
        added = await a_source(world.hana, server.url)
        look(world, NOW)
        path = f"/outside-sources/{added['id']}/look"

        first = await world.hana.post(path, key="k1")
        again = await world.hana.post(path, key="k1")

        assert (first.status_code, first.json()) == (200, again.json())
        assert look(world, NOW) == 1
        assert server.connections == 2


async def test_a_changed_address_is_asked_anew_without_what_was_known_of_the_old(world: World) -> None:
    with listening(answer(200, WEEK, {"ETag": '"old"'})) as old, listening(answer(200, OTHER_WEEK)) as new:
        added = await a_source(world.hana, old.url)
        look(world, NOW)
        path = f"/outside-sources/{added['id']}"
        await world.hana.put(path, _edit(address=new.url), version=1)
        look(world, NOW)

    assert "if-none-match" not in new.asked[0].headers
    assert (await world.hana.get(path)).json()["failures"] == 0


async def test_what_came_of_an_address_that_was_changed_meanwhile_is_thrown_away(world: World) -> None:
    with listening(answer(200, OTHER_WEEK)) as server:
        added = await a_source(world.hana, f"{server.url}/a")
        path = f"/outside-sources/{added['id']}"

        def change(connection: Any, asked: Any) -> None:
            with world.database.writing(world.hana.scope) as session:
                row = session.exec(select(OutsideSource).where(OutsideSource.school_id == world.birch_id)).one()
                row.address, row.version = f"{server.url}/b", row.version + 1
                session.add(row)
            answer(200, WEEK)(connection, asked)

        server.speak = change
        look(world, NOW)

    seen = (await world.hana.get(path)).json()
    assert (seen["looked_at"], seen["import_id"]) == (None, None)


async def test_a_removed_address_is_asked_no_more_and_what_it_brought_stays(world: World) -> None:
    with listening(answer(200, WEEK)) as server:
        added = await a_source(world.hana, server.url)
        look(world, NOW)
        path = f"/outside-sources/{added['id']}"
        import_id = (await world.hana.get(path)).json()["import_id"]

        assert (await world.hana.client.delete(path)).status_code == 204
        look(world, LATER)

        assert server.connections == 1
    assert (await world.hana.get(path)).status_code == 404
    assert (await world.hana.get(f"/timetable-imports/{import_id}")).status_code == 200


async def test_a_job_that_comes_twice_looks_once(world: World) -> None:
    with listening(answer(200, WEEK)) as server:
        added = await a_source(world.hana, server.url)
        payload = {"source_id": added["id"], "due": _row(world, added["id"]).next_at.isoformat()}
        for _ in range(2):
            work.look(world.database, world.hana.scope, json.loads(json.dumps(payload)), NOW, way=Way(LOOPBACK))

        assert server.connections == 1


# ---- helpers -------------------------------------------------------------------------------------


def _edit(**more: Any) -> dict[str, Any]:
    wish = {"name": "Week", "address": WISH["address"], "staff_id": None, "every_hours": 24, "is_active": True}
    return wish | more


async def _all(world: World) -> list[dict[str, Any]]:
    return list((await world.hana.get("/outside-sources")).json()["items"])


def _row(world: World, source_id: str) -> OutsideSource:
    with world.database.reading(world.hana.scope) as session:
        return next(row for row in session.exec(select(OutsideSource)).all() if str(row.id) == source_id)


def _mails(world: World) -> list[OutgoingMail]:
    with world.database.reading(world.hana.scope) as session:
        return list(session.exec(select(OutgoingMail).order_by(OutgoingMail.made_at)).all())
