"""A school with sixteen findings that were accepted and a group about to write the seventeenth; made through the API."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from build import a_year
from build_directed import an_event, rules
from build_fair import TEXT, all_agree, moved
from cast import Person, World, a_person, make_world
from e2e_site import Site
from sqlalchemy import update
from sqlmodel import col

from app import worker
from app.identity.tables import Staff
from app.jobs import work as jobs_work
from app.kernel.actor import Role

T = TypeVar("T")

FOCUS = "Explaining before writing"
GROUP = "Explaining first"
EVENT = "Learning fair, autumn term"
NAMES = {
    "amina": "Amina Sayed", "ben": "Ben Harrow", "chloe": "Chloe Marsden", "frank": "Frank Lyddon",
    "grace": "Grace Pell", "hana": "Hana Okoro", "dev": "Dev Raman",
}  # fmt: skip
FIRST = [
    "Alun",
    "Bethan",
    "Callum",
    "Delyth",
    "Elin",
    "Farah",
    "Gethin",
    "Helen",
    "Idris",
    "Jodie",
    "Karim",
    "Lowri",
    "Mari",
    "Nadia",
    "Owen",
    "Petra",
]
LAST = [
    "Ashby",
    "Bevan",
    "Croft",
    "Dale",
    "Eames",
    "Fenn",
    "Garth",
    "Holt",
    "Ince",
    "Judd",
    "Kerr",
    "Lunt",
    "Moss",
    "Nye",
    "Orme",
    "Price",
]
FOUND = [
    ("Wait ten seconds, and other pupils speak", "Ten seconds changed who spoke", "Talk", "History", "ks3"),
    ("Drawing the bar first keeps fractions apart", "Draw the bar first", "Worked examples", "Maths", "ks3"),
    ("One question less on the sheet, one reason more", "Fewer questions, more reasons", "Tasks", "Science", "ks4"),
    ("Reading the last line first tells pupils where it goes", "Begin at the end", "Reading", "English", "ks3"),
    ("A map without names makes pupils look", "Take the names away", "Recall", "Geography", "ks3"),
    ("Pupils correct the worked example before they make one", "Mend it, then make it", "Worked examples", "Physics", "ks4"),
    ("Three voices before the teacher’s", "Three voices before mine", "Talk", "RE", "ks4"),
    ("What was learned in September comes back in November", "September, again", "Recall", "French", "ks3"),
    ("The quiet table plans aloud and builds faster", "Plan aloud, then build", "Talk", "D&T", "ks3"),
    ("One model shown twice is seen once", "Show it twice", "Modelling", "PE", "ks3"),
    ("Hands down, boards up: everybody answers", "Everybody answers", "Questioning", "Science", "ks3"),
    ("A glossary made by pupils is a glossary used", "Their words, their list", "Reading", "Biology", "ks4"),
    ("Marking one paragraph, talking about all", "One paragraph, well read", "Feedback", "English", "ks4"),
    ("Rhythm by foot before rhythm by note", "Feet first", "Modelling", "Music", "ks3"),
    ("The first sketch is for looking, not for keeping", "Sketch to look", "Feedback", "Art", "ks3"),
    ("Sorting the evidence before reading the question", "Sort first, ask later", "Tasks", "History", "ks4"),
]  # fmt: skip


@dataclass
class FairSchool:
    """Birch School with what it has found so far."""

    site: Site
    world: World
    groups: list[tuple[str, list[Person]]] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    """Accepted, each of the group at the same place."""

    def run(self, what: Callable[[], Awaitable[T]]) -> T:
        """Await *what* in a thread of its own: the browser's driver has the event loop of this one."""
        made: list[T] = []
        failed: list[BaseException] = []

        async def done() -> None:
            made.append(await what())

        def work() -> None:
            try:
                asyncio.run(done())
            except BaseException as error:
                failed.append(error)

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        if failed:
            raise failed[0]
        return made[0]

    def person(self, staff_id: str) -> Person:
        return next(one for one in self.world.everyone() if str(one.staff_id) == staff_id)

    def publish(self, number: int) -> dict[str, Any]:
        """Put one of the sixteen on the fair's shelf."""
        return self.run(lambda: moved(self.groups[number][1][0], self.findings[number], "publish"))

    def finish(self, finding_id: str, members: list[Person], **changes: Any) -> dict[str, Any]:
        """A draft that was begun in the browser, all the way to the shelf."""

        async def walk() -> dict[str, Any]:
            first = members[0]
            draft = (await first.get(f"/findings/{finding_id}")).json()
            adapts_id = draft["adapts"]["id"]
            answer = await first.put(
                f"/findings/{finding_id}", TEXT | {"adapts_id": adapts_id} | changes, version=draft["version"]
            )
            assert answer.status_code == 200, answer.text
            await all_agree(self.world, draft)
            await moved(first, draft, "submit", {"is_checked": True})
            await moved(self.world.hana, draft, "accept")
            return await moved(first, draft, "publish")

        return self.run(walk)

    def work_off(self) -> None:
        """Do all jobs that wait, as the worker does."""
        tasks = worker.tasks_of(self.site.settings, self.site.app.state.files)
        while jobs_work.work_once(self.world.database, "test", tasks, worker._scope_of, now=self.site.clock):
            pass


def found_school(site: Site) -> FairSchool:
    school = FairSchool(site, make_world(site.app))
    for name, full in NAMES.items():
        rename(school.world, school.world.people[name], full)
    school.run(lambda: _plan_the_year(school))
    for number in range(len(FOUND)):
        school.run(lambda number=number: _accepted(school, number))  # type: ignore[misc]
    return school


async def _plan_the_year(school: FairSchool) -> None:
    """This year's calendar with the afternoon that everybody is directed to, and the group of those who write."""
    world = school.world
    await a_year(world.hana)
    await rules(world.hana)
    await an_event(world.hana, title=EVENT, held_on="2026-11-02", starts="15:30", ends="17:00")
    await _a_group(world, GROUP, FOCUS, [world.amina, world.ben, world.chloe])


async def _accepted(school: FairSchool, number: int) -> None:
    """One finding of a group of three: one has no other group, two have another as well."""
    world = school.world
    title, quote, focus, subject, phase = FOUND[number]
    members = [_teacher(world, key) for key in (f"t{number}", f"u{number % 8}", f"v{number % 8}")]
    group = await _a_group(world, f"{focus} in {subject}", focus, members)
    text = TEXT | {
        "title": title, "pull_quote": quote, "focus": focus, "subject": subject, "phase": phase,
        "findings": f"{title}. We counted in three lessons; B needed longer than A and C.",
    }  # fmt: skip
    answer = await members[0].post(f"/groups/{group['id']}/findings", text)
    assert answer.status_code == 201, answer.text
    draft = answer.json()
    await all_agree(world, draft)
    await moved(members[0], draft, "submit", {"is_checked": True})
    school.groups.append((group["id"], members))
    school.findings.append(await moved(world.hana, draft, "accept"))


async def _a_group(world: World, name: str, focus: str, members: list[Person]) -> dict[str, Any]:
    ids = [str(one.staff_id) for one in members]
    answer = await world.hana.post(
        "/groups", {"name": name, "focus": focus, "member_ids": ids, "facilitator_id": ids[0]}
    )
    assert answer.status_code == 201, answer.text
    group: dict[str, Any] = answer.json()
    return group


def _teacher(world: World, key: str) -> Person:
    if key not in world.people:
        person = a_person(world.app, world.birch_id, world.trust_id, key, [Role.TEACHER])
        number = int(key[1:])
        shift = "tuv".index(key[0])
        rename(world, person, f"{FIRST[(number + 5 * shift) % 16]} {LAST[(number * 3 + (0, 7, 3)[shift]) % 16]}")
        world.people[key] = person
    return world.people[key]


def rename(world: World, person: Person, name: str) -> None:
    with world.database.writing(person.scope) as session:
        session.execute(update(Staff).where(col(Staff.id) == person.staff_id).values(name=name))
