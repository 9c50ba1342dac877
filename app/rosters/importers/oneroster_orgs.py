"""Which school and which department people are of, where a list is a whole trust's (OneRoster's orgs.csv)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.rosters.importers import limits
from app.rosters.importers.cells import heading, plain
from app.rosters.importers.columns import Grid
from app.rosters.importers.understanding import ListedPerson
from app.timetable.importers.order import folded
from app.timetable.importers.understanding import refusal

_DEPTH_MAX: Final = 8
_SHOWN_MAX: Final = 10


@dataclass(frozen=True, slots=True)
class _Org:
    name: str
    kind: str
    parent: str


@dataclass(frozen=True, slots=True)
class Orgs:
    """Trusts, schools and departments by their ids."""

    found: Mapping[str, _Org]

    @staticmethod
    def of(orgs: Grid | None) -> "Orgs":
        """Read orgs.csv; nothing where there is none."""
        if orgs is None:
            return Orgs({})
        return Orgs(
            {
                line.get("sourcedid"): _Org(
                    plain(line.get("name"))[: limits.NAME_CHARACTERS_MAX], heading(line.get("type")),
                    line.get("parentsourcedid"),
                )
                for line in orgs.rows() if heading(line.get("status")) != "tobedeleted"
            }
        )  # fmt: skip

    def department_of(self, ids: Iterable[str]) -> str:
        """The first department among *ids*."""
        named = (self.found[org_id].name for org_id in ids if org_id in self.found and self._is(org_id, "department"))
        return next(named, "")

    def schools_of(self, ids: Collection[str]) -> frozenset[str]:
        """The schools among *ids* and above them."""
        schools: set[str] = set()
        for org_id in ids:
            here = org_id
            for _ in range(_DEPTH_MAX):
                if here not in self.found:
                    break
                if self._is(here, "school"):
                    schools.add(here)
                    break
                here = self.found[here].parent
        return frozenset(schools)

    def of_one_school(
        self, people: Sequence[tuple[ListedPerson, frozenset[str]]], school_name: str, file: str
    ) -> list[tuple[ListedPerson, frozenset[str]]]:
        """Those of the one school; where there are several, of the one that is called as ours is.

        Raises:
            ImportRefused: staff of several schools, none of which has that name.
        """
        schools = sorted({school for _, of in people for school in of})
        if len(schools) < 2:
            return list(people)
        ours = [school for school in schools if folded(self.found[school].name) == folded(school_name)]
        if len(ours) != 1:
            named = ", ".join(self.found[school].name or school for school in schools[:_SHOWN_MAX])
            message = (
                f"The list holds staff of several schools ({named}), and none is called {school_name or 'as yours'}. "
                "Export one school alone, or give your school that name under School, Settings."
            )
            raise refusal(message, file=file)
        return [(person, of) for person, of in people if ours[0] in of]

    def _is(self, org_id: str, kind: str) -> bool:
        return self.found[org_id].kind == kind
