"""OneRoster: staff are taken, pupils are counted and dropped; deltas change, they do not empty a school."""

import io
import json
import stat
import zipfile
from pathlib import Path

import pytest
from staff_files import AIDE, PUPIL, TEACHER, USERS, manifest, oneroster, packed, refused, text, understood

from app.rosters.importers import limits
from app.rosters.importers.child import read_in_child
from app.rosters.importers.understanding import ImportedRoster, LeavingReason, ReadingWish
from app.timetable.importers.understanding import ImportRefused, NamedBytes

SAMPLE = Path(__file__).resolve().parents[4] / "shared" / "timetables" / "oneroster"


def test_staff_are_taken_with_id_name_address_and_department() -> None:
    found = understood(oneroster(TEACHER, AIDE))

    assert (found.source, found.coverage, found.has_ids) == ("OneRoster 1.1", "bulk", True)
    amina, ben = found.people
    assert (amina.roster_id, amina.name, amina.email) == ("t1", "Amina Khan", "amina@school.example")
    assert (ben.roster_id, ben.name, ben.department) == ("t2", "Ben O'Neil + Sons", "Science")


def test_nothing_of_a_pupil_is_in_what_is_understood() -> None:
    enrolments = text(
        ("sourcedId", "classSourcedId", "schoolSourcedId", "userSourcedId", "role"),
        ("e1", "c1", "s1", "p1", "student"),
        ("e2", "c1", "s1", "t1", "teacher"),
    )
    demographics = text(("userSourcedId", "birthDate"), ("p1", "2012-02-29"))

    found = understood(oneroster(TEACHER, PUPIL, enrollments=enrolments, demographics=demographics))

    kept = json.dumps(found.as_json())
    assert found.others_count == 1
    assert [word for word in ("Zofia", "Quirke", "p1", "pupils.example", "2012-02-29", "student") if word in kept] == []


@pytest.mark.parametrize("role", ["student", "parent", "guardian", "relative", "", "something-new"])
def test_only_staff_roles_are_taken(role: str) -> None:
    other = ("x1", "", "", "true", "s1", role, "x", "Xanthe", "Unknown", "")

    found = understood(oneroster(TEACHER, other))

    assert ([person.roster_id for person in found.people], found.others_count) == (["t1"], 1)


def test_a_pack_in_a_folder_is_read_as_its_files_are() -> None:
    files = oneroster(TEACHER, AIDE)

    loose = understood(files)
    zipped = understood({"export.zip": packed({f"roster/{name}": data for name, data in files.items()})})

    assert [person.roster_id for person in zipped.people] == [person.roster_id for person in loose.people]
    assert zipped.people[0].file == "export.zip/roster/users.csv"


def test_version_1_2_says_roles_in_a_file_of_its_own() -> None:
    users = text(
        ("sourcedId", "status", "dateLastModified", "enabledUser", "username", "givenName", "familyName",
         "preferredGivenName", "email", "primaryOrgSourcedId"),
        ("t1", "", "", "true", "amina", "Aminata", "Khan", "Amina", "a@school.example", "s1"),
        ("p1", "", "", "true", "zofia", "Zofia", "Quirke", "", "", "s1"),
        ("p2", "", "", "true", "helper", "Sixth", "Former", "", "", "s1"),
    )  # fmt: skip
    roles = text(
        ("sourcedId", "status", "userSourcedId", "roleType", "role", "orgSourcedId"),
        ("r1", "", "t1", "primary", "teacher", "s1"),
        ("r2", "", "p1", "primary", "student", "s1"),
        ("r3", "", "p2", "primary", "student", "s1"),
        ("r4", "", "p2", "secondary", "aide", "s1"),
    )

    found = understood({"manifest.csv": manifest(version="1.2"), "users.csv": users, "roles.csv": roles})
    alone = refused({"manifest.csv": manifest(version="1.2"), "users.csv": users})

    assert (found.source, [person.name for person in found.people], found.others_count) == (
        "OneRoster 1.2", ["Amina Khan"], 2,
    )  # fmt: skip
    assert "roles.csv" in alone.message


def test_other_names_and_another_order_of_columns_are_the_same_columns() -> None:
    users = text(
        ("Email", "Family Name", "given_name", "ROLE", "sourced_id"), ("a@x.example", "Khan", "Amina", "Teacher", "t1")
    )

    found = understood({"manifest.csv": manifest(), "users.csv": users})

    assert [(person.roster_id, person.name, person.email) for person in found.people] == [
        ("t1", "Amina Khan", "a@x.example")
    ]


def test_who_teaches_is_told_by_classes_and_not_by_pupils() -> None:
    enrolments = text(
        ("sourcedId", "status", "classSourcedId", "userSourcedId", "role"),
        ("e1", "", "c1", "t1", "teacher"),
        ("e2", "", "c1", "t1", "teacher"),
        ("e3", "", "c2", "t1", "teacher"),
        ("e4", "tobedeleted", "c3", "t1", "teacher"),
        ("e5", "", "c1", "p1", "student"),
    )

    with_classes = understood(oneroster(TEACHER, AIDE, enrollments=enrolments))

    assert [person.class_count for person in with_classes.people] == [2, 0]
    assert understood(oneroster(TEACHER)).people[0].class_count is None


def test_a_delta_names_who_leaves_and_whom_we_know_without_a_role() -> None:
    gone = ("t1", "tobedeleted", "2026-10-01T00:00:00.000Z", "true", "s1", "teacher", "", "", "", "")
    known = ("t9", "active", "2026-10-01T00:00:00.000Z", "true", "s1", "", "", "Kim", "New", "")
    unknown = ("p9", "active", "2026-10-01T00:00:00.000Z", "true", "s1", "", "", "Zofia", "Quirke", "")

    found = understood(oneroster(gone, known, unknown, said="delta"), ReadingWish(known_ids=frozenset({"t1", "t9"})))

    assert found.coverage == "delta"
    assert [(person.roster_id, person.leaves) for person in found.people] == [
        ("t1", LeavingReason.DELETED), ("t9", None),
    ]  # fmt: skip
    assert found.others_count == 1


def test_whoever_is_switched_off_seems_to_leave() -> None:
    off = ("t3", "", "", "false", "s1", "teacher", "", "Dai", "Rees", "")

    found = understood(oneroster(TEACHER, off))

    assert [person.leaves for person in found.people] == [None, LeavingReason.DISABLED]


def test_without_a_manifest_dated_rows_are_changes_and_others_are_everybody() -> None:
    dated = ("t1", "active", "2026-10-01", "true", "s1", "teacher", "", "Amina", "Khan", "")

    everybody = understood({"users.csv": text(USERS, TEACHER)})
    changes = understood({"users.csv": text(USERS, dated)})

    assert (everybody.coverage, changes.coverage) == ("bulk", "delta")
    assert all("manifest.csv" in found.problems[0].message for found in (everybody, changes))


def test_of_a_trust_s_list_only_our_school_s_staff_are_taken() -> None:
    orgs = text(
        ("sourcedId", "name", "type", "parentSourcedId"),
        ("s1", "Birch School", "school", "t"),
        ("s2", "Cedar School", "school", "t"),
        ("d2", "Science", "department", "s2"),
    )
    eve = ("t5", "", "", "true", "d2", "teacher", "", "Eve", "Stone", "")
    files = oneroster(TEACHER, eve, orgs=orgs)

    ours = understood(files, ReadingWish(school_name="cedar  school"))
    neither = refused(files, ReadingWish(school_name="Elm School"))

    assert [person.name for person in ours.people] == ["Eve Stone"]
    assert "Birch School, Cedar School" in neither.message


def test_one_id_for_two_people_is_refused_with_its_line_and_twice_the_same_is_one() -> None:
    other = ("t1", "", "", "true", "s1", "teacher", "", "Somebody", "Else", "")

    twice = understood(oneroster(TEACHER, TEACHER))
    clash = refused(oneroster(TEACHER, AIDE, other))

    assert len(twice.people) == 1
    assert (clash.file, clash.line) == ("users.csv", 4)


def test_a_list_of_pupils_alone_empties_no_school() -> None:
    problem = refused(oneroster(PUPIL))

    assert "Nobody in this list is staff" in problem.message


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_pack_cut_off_at_any_tenth_is_refused(tenth: int) -> None:
    whole = packed(oneroster(TEACHER, AIDE, PUPIL))

    problem = refused({"export.zip": whole[: len(whole) * tenth // 10]})

    assert (problem.file, "cut off" in problem.message) == ("export.zip", True)


@pytest.mark.parametrize("tenth", range(10))
def test_a_file_cut_off_at_any_tenth_is_refused_or_doubted(tenth: int) -> None:
    files = oneroster(
        TEACHER, AIDE, PUPIL
    )  # None of the tenths is the end of a row, which nobody could tell from a whole.
    files["users.csv"] = files["users.csv"][: len(files["users.csv"]) * tenth // 10]
    try:
        found = understood(files)
    except ImportRefused as refusal:
        assert refusal.problems[0].file in ("users.csv", "manifest.csv")
    else:
        assert any(problem.kind == "partial" for problem in found.problems)


def test_zip_slip_links_passwords_and_bombs_are_refused() -> None:
    outside = packed({"../users.csv": text(USERS, TEACHER)})
    bomb = packed({"users.csv": b"a" * 40_000_000})
    link = io.BytesIO()
    with zipfile.ZipFile(link, "w") as pack:
        entry = zipfile.ZipInfo("users.csv")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        pack.writestr(entry, "/etc/passwd")

    messages = [refused({"e.zip": data}).message for data in (outside, bomb, link.getvalue(), packed({"a.png": b"x"}))]

    assert "outside" in messages[0]
    assert "MB" in messages[1]
    assert "outside" in messages[2]
    assert "no CSV file" in messages[3]
    assert not any(".xlsx file" in message for message in messages)


def test_more_staff_than_a_school_has_are_refused_and_exactly_as_many_are_read() -> None:
    def staff(count: int) -> dict[str, bytes]:
        return oneroster(*((f"t{n}", "", "", "true", "s1", "teacher", "", "A", f"B{n}", "") for n in range(count)))

    assert len(understood(staff(limits.PEOPLE_MAX)).people) == limits.PEOPLE_MAX
    assert refused(staff(limits.PEOPLE_MAX + 1)).line == limits.PEOPLE_MAX + 2


def test_in_a_process_of_its_own_the_same_is_understood_and_refused() -> None:
    files = [NamedBytes(name, data) for name, data in oneroster(TEACHER, AIDE, PUPIL).items()]

    found = read_in_child(files, ReadingWish("Birch School"))

    assert isinstance(found, ImportedRoster)
    assert [person.name for person in found.people] == ["Amina Khan", "Ben O'Neil + Sons"]
    with pytest.raises(ImportRefused) as refusal:
        read_in_child([NamedBytes("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(50))])
    assert (refusal.value.problems[0].file, "PNG" in refusal.value.problems[0].message) == ("photo.png", True)


def test_the_real_sample_holds_pupils_only_and_says_so() -> None:
    if not SAMPLE.is_dir():
        pytest.skip("the shared files are not beside this checkout")
    files = {path.name: path.read_bytes() for path in sorted(SAMPLE.glob("*.csv"))}

    problem = refused(files)
    mended = files | {"users.csv": files["users.csv"].replace(b",student,ionut,", b",teacher,ionut,")}
    found = understood(mended, ReadingWish(school_name="School 1"))

    assert "2 pupils or others" in problem.message
    assert ([person.roster_id for person in found.people], found.others_count) == (["user1"], 1)
