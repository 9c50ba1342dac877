"""Two reports as tables: what happened in a stretch of time, and who can see what and looked at what in a term."""

import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from sqlmodel import Session

from app.audit import queries as audit
from app.audit.rules import TOLD
from app.data_protection.queries import person, window
from app.identity import policy
from app.identity.tables import SignInSession
from app.kernel.actor import Role
from app.kernel.sheets import BOM, Cell, csv_text

Table = list[Sequence[Cell]]
NOBODY: Final = "Kenkyu itself"
SIGNED_IN: Final = ("name", "address", "kind", "means", "two factors", "device", "from", "last seen", "ended")
HOW_TO_READ: Final = (
    "acts.csv: everything that changed something, from the school's audit log, in the order of its chain.",
    "notes_read.csv: who read whose observation notes, and where.",
    "signed_in.csv: browsers and programs that were signed in, with the device they said they were.",
    "failed_sign_ins.csv: addresses from which signing in failed, of the whole installation; kept for an hour only.",
    "requests.csv: every request in the server's log files that were given with --log: operation, status, number.",
    "Network addresses of requests stand in the log of the web server in front of Kenkyu: join them by time.",
    "UK GDPR Art. 33: tell the ICO within 72 hours of becoming aware, unless a risk to people is unlikely.",
)


def breach(
    session: Session, school_id: UUID, begins: datetime, ends: datetime, log: Iterable[str]
) -> Mapping[str, Table]:
    """What the school's data protection officer needs about [*begins*, *ends*), by name of a file.

    Args:
        log: lines of the server's log, of which those of requests in the stretch are taken.
    """
    names = person.names(session, school_id)
    acts = _acts(session, school_id, begins, ends, names)
    reads: Table = [
        [_at(one.read_at), names.get(one.reader_id, ""), names.get(one.author_id, ""), one.notes, str(one.where_read),
         str(one.round_id)]
        for one in window.reads(session, school_id, begins, ends)
    ]  # fmt: skip
    signed_in: Table = [_signed_in(*one) for one in window.sessions(session, school_id, begins, ends)]
    failed: Table = [[_at(at), address] for address, at in window.failures(session, begins, ends)]
    requests = list(_requests(log, begins, ends))
    broken, looked_at = audit.broken_chain(session, school_id)
    summary: Table = [
        ["from", _at(begins)], ["to", _at(ends)], ["acts", len(acts)], ["readings of notes", len(reads)],
        ["sign-ins", len(signed_in)], ["people who acted", len({row[2] for row in acts} - {NOBODY})],
        ["members of staff in the school", len(names)], ["requests in the logs given", len(requests)],
        ["entries of the audit log looked through", looked_at],
        ["the audit log holds", "yes" if broken is None else f"NO: {broken.what}"],
    ]  # fmt: skip
    summary += [[line] for line in HOW_TO_READ]
    return {
        "summary": summary,
        "acts": [["number", "at", "by", "action", "on", "id", "detail", "operation", "request"], *acts],
        "notes_read": [["at", "reader", "author", "notes", "where", "round"], *reads],
        "signed_in": [[*SIGNED_IN], *signed_in],
        "failed_sign_ins": [["at", "from address"], *failed],
        "requests": [["at", "method", "operation", "status", "request"], *requests],
    }  # fmt: skip


def access(session: Session, school_id: UUID, begins: datetime, ends: datetime) -> Mapping[str, Table]:
    """Who can see what, and who looked at what since *begins*: for the head, once a term.

    What is closed to leaders stays closed: of notes it says how often a group's were read, never whose or by whom.
    """
    people: Table = [
        [staff.name, account.email, ", ".join(roles), "yes" if _is_open(staff, account, door, ends) else "no",
         door.until.isoformat() if door.until else None, "yes" if account.has_second_factor else "no",
         "yes" if staff.is_guest else "no"]
        for staff, account, door, roles in window.doors(session, school_id)
    ]  # fmt: skip
    roles: Table = [
        [role.value, sum(role in allowed for allowed in policy.DOORS.values()),
         sum(role.value in str(row[2]).split(", ") for row in people)]
        for role in Role
    ]  # fmt: skip
    told = policy.led() | TOLD
    led = [row for row in _acts(session, school_id, begins, ends, person.names(session, school_id)) if row[3] in told]
    counted = Counter((str(row[2]), str(row[3])) for row in led)
    read = Counter(str(one.where_read) for one in window.reads(session, school_id, begins, ends))
    return {
        "people": [["name", "address", "roles", "open", "until", "second factor set up", "guest"], *people],
        "roles": [["role", "operations it may ask for", "people"], *roles],
        "led": [["by", "what", "times"], *_counted(counted)],
        "notes_read": [["where notes were read", "times"], *_counted(read)],
    }


def zipped(tables: Mapping[str, Table]) -> bytes:
    """Each table as a CSV file that spreadsheets read and calculate nothing of."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, lines in tables.items():
            made.writestr(f"{name}.csv", BOM + csv_text(lines, is_quoted=True))
    return buffer.getvalue()


def _acts(
    session: Session, school_id: UUID, begins: datetime, ends: datetime, names: Mapping[UUID, str]
) -> list[list[Cell]]:
    return [
        [one.number, _at(one.made_at), _by(one.by_staff_id, names), one.action, one.subject_kind,
         str(one.subject_id or ""), window.detail_of(one), one.operation, one.request_id]
        for one in window.acts(session, school_id, begins, ends)
    ]  # fmt: skip


def _by(staff_id: UUID | None, names: Mapping[UUID, str]) -> str:
    return NOBODY if staff_id is None else names.get(staff_id, "")


def _signed_in(row: SignInSession, name: str, email: str) -> list[Cell]:
    ended = _at(row.ended_at) if row.ended_at else None
    strong = "yes" if row.is_strong else "no"
    return [name, email, row.kind, row.means, strong, row.device, _at(row.created_at), _at(row.last_seen_at), ended]


def _counted(found: Mapping[Any, int]) -> Table:
    return [[*(key if isinstance(key, tuple) else (key,)), times] for key, times in sorted(found.items())]


def _requests(log: Iterable[str], begins: datetime, ends: datetime) -> Iterator[list[Cell]]:
    for line in log:
        try:
            said: dict[str, Any] = json.loads(line)
            at = datetime.fromisoformat(said["timestamp"])
        except (ValueError, KeyError, TypeError):
            continue
        if said.get("event") == "request" and at.tzinfo is not None and begins <= at < ends:
            yield [_at(at), *(str(said.get(name, "")) for name in ("method", "operation", "status", "request_id"))]


def _is_open(staff: Any, account: Any, door: Any, now: datetime) -> bool:
    is_over = door.until is not None and door.until < now.date()
    return staff.is_active and door.is_active and account.disabled_at is None and not is_over


def _at(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds")


__all__: Sequence[str] = ["access", "breach", "zipped"]
