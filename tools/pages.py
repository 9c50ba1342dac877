"""`make pages`: writes the pages that are made from the product itself, so that they cannot say anything else.

docs/who-may-what.md from the policy, from tests/policy.csv and from the bodies of answers;
docs/data-protection/record-of-processing.md from the registers of what is held and how long.
"""

# ruff: noqa: E501

import csv
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from fastapi.routing import APIRoute  # noqa: E402
from pydantic import BaseModel  # noqa: E402

from app import main  # noqa: E402
from app.data_protection.rules.held import HELD  # noqa: E402
from app.data_protection.rules.kept import KEPT, LEAVER_YEARS, Leaver  # noqa: E402
from app.data_protection.rules.register import Held, NotAbout  # noqa: E402
from app.identity import policy  # noqa: E402
from app.kernel.actor import Role  # noqa: E402

WHO = ROOT / "docs" / "who-may-what.md"
RECORD = ROOT / "docs" / "data-protection" / "record-of-processing.md"
SIGNS = {"yes": "yes", "forbidden": "no", "hidden": "hidden", "rule": "rule", "sign in": "sign in"}
FIELDS = (
    ("`StaffOut.email`", "heads and CPD leads; everybody their own", "null for others"),
    ("`StaffOut.roles`", "heads and CPD leads", "an empty list for others"),
    ("`FairSlotOut.visits` of a fair's programme", "the presenters and those who run the fair", "null for others"),
    ("`CommunityLeaderOut.staff_id`", "the leader's own school", "null for other schools"),
    ("cover that was declined: who, and why", "nobody: there is no such field", "declining needs no reason"),
    ("notes, interviews, records of discussions", "members of the group and its guests", "404 for leaders"),
    ("letters of case pupils with their names", "members of the group, by an operation of its own", "in no other answer"),
)  # fmt: skip
"""Where one body answers several kinds of people and a field is not for all of them."""


def who_may_what() -> str:
    routes = {route.name: route for router in main.ROUTERS for route in router.routes if isinstance(route, APIRoute)}
    with (ROOT / "tests" / "policy.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    lines = [_WHO_HEAD, "| Role | Operations its door opens |", "|---|---|"]
    for role in Role:
        lines.append(f"| {role.value.replace('_', ' ')} | {sum(role in roles for roles in policy.DOORS.values())} |")
    lines += ["", "## Fields that are not for everybody", "", _FIELDS_HEAD, "| Field | Who | Else |", "|---|---|---|"]
    lines += [f"| {field} | {who} | {otherwise} |" for field, who, otherwise in FIELDS]
    columns = [name for name in rows[0] if name != "operation"]
    of_module: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        route = routes[row["operation"].split(":")[0]]
        of_module[route.endpoint.__module__.split(".")[1]].append(row)
    for module in sorted(of_module):
        lines += ["", f"## {module.replace('_', ' ').capitalize()}", ""]
        lines.append(f"| Operation | {' | '.join(name.replace('_', ' ') for name in columns)} | Fields |")
        lines.append(f"|---|{'---|' * len(columns)}---|")
        for row in of_module[module]:
            name, _, variant = row["operation"].partition(":")
            said = " | ".join(SIGNS[row[column]] for column in columns)
            lines.append(f"| `{name}`{f', {variant}' if variant else ''} | {said} | {_fields(routes[name])} |")
    missing = sorted(routes.keys() - {row["operation"].split(":")[0] for row in rows})
    lines += ["", "## Not in the matrix", ""]
    lines += [f"- `{name}`" for name in missing] or ["Every operation is in it; a test holds that."]
    return "\n".join(lines) + "\n"


def _fields(route: APIRoute) -> str:
    """What an answer holds: a body by its name and its fields."""
    model: Any = route.response_model
    items = model.model_fields.get("items") if isinstance(model, type) and issubclass(model, BaseModel) else None
    inner = getattr(items.annotation, "__args__", (None,))[0] if items is not None else None
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return f"list of {inner.__name__}: {', '.join(inner.model_fields)}"
    if isinstance(model, type) and issubclass(model, BaseModel):
        return f"{model.__name__.split('[')[0]}: {', '.join(model.model_fields)}"
    if route.status_code == 204:
        return "nothing"
    return "a file" if model is None else "several"


def record() -> str:
    lines = [_RECORD_HEAD, "| What | Table | Whose | Goes by itself | When its person is forgotten | Why so long |",
             "|---|---|---|---|---|---|"]  # fmt: skip
    for table, held in HELD.items():
        if isinstance(held, Held):
            kept = KEPT[table]
            pupils = "staff, pupils" if held.pupils else "staff"
            after = "deleted" if kept.leaver is Leaver.DELETED else "stays, nameless"
            lines.append(f"| {held.what} | `{table}` | {pupils} | {kept.until or 'no'} | {after} | {kept.why} |")
    lines += ["", "## Tables in which no row concerns a member of staff", "", "| Table | What it is |", "|---|---|"]
    lines += [f"| `{table}` | {held.why} |" for table, held in HELD.items() if isinstance(held, NotAbout)]
    return "\n".join(lines) + "\n"


_WHO_HEAD = """# Who may what

Written by `make pages` from the policy (`app/identity/policy.py`), from the matrix of who may (`tests/policy.csv`) and
from the bodies of answers; a test compares. The matrix is thought out by people, not made from the policy:
`tests/api/test_who_may.py` asks every operation as every kind of person, on both engines, and what differs fails.

Two locks stand in a row. The **door** knows roles only. Behind it, **the thing itself** decides: whose group, whose cover,
whose finding. So the columns are kinds of people: a *teacher* is of the school and of no group that the thing belongs to,
a *member* and a *facilitator* are of its group, the *coverer* was asked to stand in; *guest* and *other guest* are
knowledgeable others of this and of another group; *other school* is a head of another school of the trust.

*yes*: it is done. *no*: refused (403). *hidden*: as if it were not there (404). *rule*: they may do such things, but not to
this one now (409). *sign in*: 401. The last column names the body of the answer and its fields.
"""
_FIELDS_HEAD = """An answer has one shape for everybody; these fields are empty, or missing with their operation, for some.
What a person may write is the body of the operation, and nothing that is not in it is taken: bodies refuse unknown fields
(`tests/api/test_strange_values.py`). The list is kept by hand; the fields in the tables below are not.
"""
_RECORD_HEAD = f"""# Record of processing

What UK GDPR Art. 30 asks of a controller, as far as a product can say it; written by `make pages` from
`app/data_protection/rules/held.py` and `kept.py`, which the software itself works by. A test compares, and another plants
rows and looks whether they are gone. Who sees what: [who may what](../who-may-what.md).

| Art. 30(1) | Answer |
|---|---|
| Controller | the school, or its trust; fill in name, address and data protection officer |
| Purposes | planning lesson study and cover within protected time; keeping account of directed time; sharing findings |
| Lawful basis | Art. 6(1)(e), public task of a maintained school or academy; 6(1)(b), the contract of employment, for working time; publishing a finding under authors' names: their consent in the product, each for each edition |
| Special categories | none is asked for; a note on needs or health may come into a free text: Art. 9(2)(g) with Schedule 1 of the Data Protection Act 2018, decided by the school |
| People | teachers and other staff, guests of groups; pupils, as letters only |
| Recipients | colleagues as their roles and groups allow; readers of what is published; nobody else |
| Processors and sub-processors | none by the product: it runs on the school's or trust's own server and calls nobody. Whoever hosts it, the mail server and a file store, if the school uses them, are the school's to name |
| Transfers abroad | none by the product. Signing in with Google or Microsoft, push messages and webhooks go to whom the school or the person chooses |
| Time limits | the table below; backups: `KENKYU_BACKUP_DAYS`, 30 days at first, added to each |
| Security | [threat model](../security/threat-model.md), [ASVS](../security/asvs.md), [operations](../operations.md) |

A leaver is forgotten `KENKYU_LEAVER_YEARS` ({LEAVER_YEARS}) years after the last day of work: name, code, address,
department and ids are taken out, ways in and choices of their own are deleted, sums stay. `kenkyu retention --dry-run` says
what would go today; the worker does it once a day. Periods are a start, not advice: the school's own schedule goes first.
"""

if __name__ == "__main__":
    for path, text in ((WHO, who_may_what()), (RECORD, record())):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        print(path.relative_to(ROOT), len(text.splitlines()), "lines")
