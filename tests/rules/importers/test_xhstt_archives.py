"""XHSTT archives: an instance and its solutions, whatever is split, left out, chosen by role or placed wrongly."""

import csv
import tracemalloc
from pathlib import Path

import pytest
from school_files import refused, understand

from app.timetable import importers
from app.timetable.importers import child, limits, markup, xhstt_instance
from app.timetable.importers.understanding import Hints, ImportRefused, NamedBytes

SHARED = Path(__file__).resolve().parents[4] / "shared" / "timetables"
SCHOOLS = {
    "england-stpaul": ("EnglandStPaul.xml", "Lectio@ITC2011", 68, "ma di wo do vr", 6),
    "czech-village": ("CzechVillageSchool.xml", None, 8, "Pondělí Úterý Středa Čtvrtek Pátek", 5),
}

RESOURCES = """
<ResourceTypes>
  <ResourceType Id="T"><Name>Teacher</Name></ResourceType><ResourceType Id="Class"><Name>Class</Name></ResourceType>
  <ResourceType Id="Room"><Name>Room</Name></ResourceType><ResourceType Id="Student"><Name>Student</Name></ResourceType>
</ResourceTypes>
<Resource Id="T1"><Name>Ann</Name><ResourceType Reference="T"/></Resource>
<Resource Id="T2"><Name>Ben</Name><ResourceType Reference="T"/></Resource>
<Resource Id="T3"><Name>Ben</Name><ResourceType Reference="T"/></Resource>
<Resource Id="C1"><Name>7A</Name><ResourceType Reference="Class"/></Resource>
<Resource Id="C2"><Name>7B</Name><ResourceType Reference="Class"/></Resource>
<Resource Id="R1"><Name>Lab</Name><ResourceType Reference="Room"/></Resource>
<Resource Id="S1"><Name>Peter Pupil</Name><ResourceType Reference="Student"/></Resource>
"""


def event(id_: str, *resources: str, duration: int = 1, time: str = "") -> str:
    inside = "".join(f'<Resource Reference="{name}"/>' for name in resources)
    fixed = f'<Time Reference="{time}"/>' if time else ""
    return (
        f'<Event Id="{id_}"><Name>Event {id_}</Name><Duration>{duration}</Duration>{fixed}'
        f"<Resources>{inside}<Resource><Role>Room</Role></Resource></Resources></Event>"
    )


def placed(id_: str, time: str = "", *, duration: int | None = None, room: str = "") -> str:
    inside = f'<Resource Reference="{room}"><Role>Room</Role></Resource>' if room else ""
    return (
        f'<Event Reference="{id_}">'
        + (f"<Duration>{duration}</Duration>" if duration else "")
        + (f'<Time Reference="{time}"/>' if time else "")
        + f"<Resources>{inside}</Resources></Event>"
    )


def solution(id_: str, *events: str, instance: str = "I") -> str:
    inside = f"<Events>{''.join(events)}</Events>"
    return f'<SolutionGroup Id="{id_}"><Solution Reference="{instance}">{inside}</Solution></SolutionGroup>'


def times(*days: str, weeks: int = 1, periods: int = 3) -> str:
    """Days of a few periods; with several weeks, each day belongs to every week."""
    groups = "".join(f'<Week Id="W{week}"><Name>Week {week}</Name></Week>' for week in range(weeks) if weeks > 1)
    groups += "".join(f'<Day Id="{day}"><Name>{day}</Name></Day>' for day in days)
    found = "".join(
        f'<Time Id="{week if weeks > 1 else ""}{day}{number}"><Name>x</Name>'
        + (f'<Week Reference="W{week}"/>' if weeks > 1 else "")
        + f'<Day Reference="{day}"/></Time>'
        for week in range(weeks)
        for day in days
        for number in range(1, periods + 1)
    )
    return f"<TimeGroups>{groups}</TimeGroups>{found}"


def archive(events: str, *solutions: str, when: str = "") -> str:
    return (
        '<HighSchoolTimetableArchive Id="A">\n<Instances><Instance Id="I"><MetaData><Name>Small</Name></MetaData>\n'
        f"<Times>{when or times('Mon', 'Tue')}</Times>\n<Resources>{RESOURCES}</Resources>\n"
        f"<Events>{events}</Events></Instance></Instances>\n"
        f"<SolutionGroups>{''.join(solutions)}</SolutionGroups>\n</HighSchoolTimetableArchive>"
    )


@pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared/timetables beside the repository")
@pytest.mark.parametrize("school", SCHOOLS)
def test_every_lesson_of_a_real_archive_is_found(school: str) -> None:
    name, wanted, teachers, days, solutions = SCHOOLS[school]
    files = [NamedBytes(name, (SHARED / "xhstt" / name).read_bytes())]

    found = child.read_in_child(files, Hints(solution=wanted))

    with (SHARED / "expected" / f"xhstt-{school}.csv").open(encoding="utf-8-sig", newline="") as opened:
        expected = {tuple(row) for row in csv.reader(opened)} - {
            ("teacher", "day", "period", "classes", "subject", "room")
        }
    assert set(found.rows()) == expected
    assert len(list(found.rows())) == len(expected)
    assert (len(found.teachers), list(found.days), len(found.solutions)) == (teachers, days.split(), solutions)
    assert found.solution == (wanted or found.solutions[0])
    assert [problem.severity for problem in found.problems] == ["info"]


@pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared/timetables beside the repository")
def test_the_clashes_of_a_poorer_solution_are_told_and_its_lessons_kept() -> None:
    files = [NamedBytes("x.xml", (SHARED / "xhstt" / "EnglandStPaul.xml").read_bytes())]

    found = importers.read(files, Hints(solution="Skolaris_2019-04-18"))

    assert len(list(found.rows())) == 1227
    assert sum(problem.kind == "clash" for problem in found.problems) == 3


def test_the_first_solution_is_read_unless_another_is_asked_for() -> None:
    text = archive(
        event("E1", "T1", "C1"), solution("first", placed("E1", "Mon1")), solution("last", placed("E1", "Tue3"))
    )

    first, last = understand(text), importers.read([NamedBytes("a", text.encode())], Hints(solution=" last "))

    assert [(row[1], row[2]) for row in first.rows()] == [("Mon", "1")]
    assert [(row[1], row[2]) for row in last.rows()] == [("Tue", "3")]
    assert (first.solution, last.solution, first.solutions) == ("first", "last", ("first", "last"))
    assert "“first” was read" in first.problems[0].message


def test_an_unknown_solution_is_refused_with_those_there_are() -> None:
    text = archive(event("E1", "T1", "C1"), solution("first", placed("E1", "Mon1")), solution("last"))

    with pytest.raises(ImportRefused, match=r"“middle”.*first; last"):
        importers.read([NamedBytes("a", text.encode())], Hints(solution="middle"))


def test_an_archive_of_instances_alone_is_refused_and_says_so() -> None:
    problem = refused(archive(event("E1", "T1", "C1")))

    assert "1 instance and no solution" in problem.message


def test_a_long_event_takes_the_periods_that_follow() -> None:
    found = understand(archive(event("E1", "T1", "C1", duration=2), solution("s", placed("E1", "Mon2"))))

    assert [(row[1], row[2]) for row in found.rows()] == [("Mon", "2"), ("Mon", "3")]
    assert found.problems == ()


def test_an_event_that_outlasts_its_day_is_told_and_goes_on_in_the_next() -> None:
    found = understand(archive(event("E1", "T1", "C1", duration=2), solution("s", placed("E1", "Mon3"))))

    assert [(row[1], row[2]) for row in found.rows()] == [("Mon", "3"), ("Tue", "1")]
    assert "longer than that day" in found.problems[0].message


def test_a_split_event_stands_in_each_of_its_times_with_the_room_chosen_there() -> None:
    parts = placed("E1", "Mon1", duration=1, room="R1"), placed("E1", "Tue1", duration=2)
    found = understand(archive(event("E1", "T1", "C1", duration=3), solution("s", *parts)))

    assert [(row[1], row[2], row[5]) for row in found.rows()] == [
        ("Mon", "1", "Lab"), ("Tue", "1", ""), ("Tue", "2", ""),
    ]  # fmt: skip
    assert found.problems == ()


def test_events_without_a_time_are_counted_and_then_named() -> None:
    events = event("E1", "T1", "C1") + event("E2", "T1", "C2", duration=2) + event("E3", "T2", "C2", duration=2)
    found = understand(archive(events, solution("s", placed("E1", "Mon1"), placed("E3", "Tue1", duration=1))))

    whole, *each = [problem.message for problem in found.problems]
    assert "2 of 3 events have no time" in whole
    assert each == ["Event E2 has no time for 2 periods.", "Event E3 has no time for 1 period."]
    assert {problem.kind for problem in found.problems} == {"partial"}


def test_a_time_that_is_fixed_in_the_instance_needs_no_solution() -> None:
    found = understand(archive(event("E1", "T1", "C1", time="Tue2"), solution("s")))

    assert [(row[1], row[2]) for row in found.rows()] == [("Tue", "2")]
    assert found.problems == ()


def test_several_teachers_and_classes_are_one_lesson_and_none_a_duty() -> None:
    events = event("E1", "T1", "T2", "C1", "C2") + event("E2", "T1") + event("E3", "C1")
    placing = [placed("E1", "Mon1", room="R1"), placed("E2", "Mon2"), placed("E3", "Mon3")]
    found = understand(archive(events, solution("s", *placing)))

    assert [(lesson.teachers, lesson.class_name, lesson.room) for lesson in found.lessons] == [
        (("Ann", "Ben (T2)"), "7A + 7B", "Lab")
    ]
    assert [(busy.teacher, busy.reason) for busy in found.busy] == [("Ann", "Event E2")]
    assert [problem.kind for problem in found.problems] == ["no-teacher"]
    assert found.teachers == ("Ann", "Ben (T2)", "Ben (T3)")


def test_a_pupil_is_never_named() -> None:
    found = understand(archive(event("E1", "T1", "S1"), solution("s", placed("E1", "Mon1"))))

    assert found.lessons[0].class_name == "Event E1"
    assert "Peter" not in repr(found)


def test_the_days_of_two_weeks_are_told_apart_by_letters() -> None:
    when = times("Mon", "Tue", weeks=2, periods=1)
    found = understand(archive(event("E1", "T1", "C1"), solution("s", placed("E1", "1Mon1")), when=when))

    assert list(found.days) == ["A Mon", "A Tue", "B Mon", "B Tue"]
    assert [(row[1], row[2]) for row in found.rows()] == [("B Mon", "1")]


def test_what_the_instance_does_not_know_is_told_with_its_line() -> None:
    placing = [placed("E1", "Mon1", room="R9"), placed("E9", "Mon1"), placed("E2", "Sun1")]
    found = understand(archive(event("E1", "T1", "C1") + event("E2", "T1", "C1"), solution("s", *placing)))

    assert [problem.kind for problem in found.problems] == ["unknown-name"] * 3
    assert all(problem.line for problem in found.problems)
    assert len(found.lessons) == 1


def test_two_solutions_of_one_group_are_told_apart() -> None:
    one = solution("s", placed("E1", "Mon1"))
    text = archive(event("E1", "T1", "C1"), one, one)

    found = importers.read([NamedBytes("a", text.encode())], Hints(solution="s #2"))

    assert found.solutions == ("s", "s #2")


@pytest.mark.parametrize("part", range(10))
def test_an_archive_cut_at_any_tenth_is_refused_with_its_place(part: int) -> None:
    whole = archive(event("E1", "T1", "C1"), solution("s", placed("E1", "Mon1"))).encode()

    problem = refused(whole[: len(whole) * part // 10])

    assert problem.file == "file-1"
    assert part == 0 or "broken or cut off" in problem.message


def test_entities_are_never_read() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + archive("")

    assert "document type" in refused(bomb).message


GROUPS = '<ResourceGroups><ResourceGroup Reference="G"/></ResourceGroups>'


def of_a_group(events: str, members: int) -> str:
    """An archive with a group of resources that events may name."""
    inside = "".join(f'<Resource Id="X{number}"><Name>X{number}</Name>{GROUPS}</Resource>' for number in range(members))
    return archive(events).replace("</Resource>\n</Resources>", f"</Resource>{inside}</Resources>")


def instance(written: str) -> xhstt_instance.Element:
    found = markup.tree(written.encode(), "f").find("Instances/Instance")
    assert found is not None
    return found


def test_an_event_that_asks_for_more_than_any_school_has_is_refused_where_it_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(limits, "LESSONS_MAX", 3)
    written = of_a_group(event("E1").replace("</Event>", f"\n{GROUPS}</Event>"), members=4)

    with pytest.raises(ImportRefused) as refusal:
        xhstt_instance.read_instance(instance(written), "f")

    problem = refusal.value.problems[0]
    assert "more resources than any school's" in problem.message
    assert problem.line == written[: written.index(f"\n{GROUPS}")].count("\n") + 2
    as_many = of_a_group(event("E1").replace("</Event>", f"\n{GROUPS}</Event>"), members=3)
    assert len(xhstt_instance.read_instance(instance(as_many), "f").events["E1"].resources) == 3


def test_a_group_named_again_and_again_is_put_together_once() -> None:
    again = "<ResourceGroups>" + '<ResourceGroup Reference="G"/>' * 2_000 + "</ResourceGroups>"
    element = instance(of_a_group(event("E1").replace("</Event>", f"{again}</Event>"), members=2_000))

    tracemalloc.start()
    found = xhstt_instance.read_instance(element, "f")
    _, most_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(found.events["E1"].resources) == 2_000
    assert most_bytes < 16_000_000  # Four million references of eight bytes would be 32.
