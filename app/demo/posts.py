"""Who works at Larkmere: 51 posts with what they may teach, and the names that fill them."""

from dataclasses import dataclass
from typing import Final

from app.demo.model import COVER_LEAD, CPD_LEAD, HEAD, TEACHER

POOLS: Final = ("English", "Maths", "Science", "PE", "Languages", "History", "Geography", "Society", "Art",
                "Performing Arts", "Technology", "Computing and Business")  # fmt: skip
"""The departments that share out courses among themselves, as `StaffMember.department` names them."""


@dataclass(frozen=True, slots=True)
class Post:
    """One post. `periods_min` and `periods_max` bound its teaching in a week; `kind` decides what else it has."""

    department: str
    job: str
    kind: str
    teaches: str
    periods_min: int
    periods_max: int
    role: str = TEACHER
    fte_percent: int = 100
    pool: str = ""

    @property
    def shares_with(self) -> str:
        """The pool whose courses this post may be given."""
        return self.pool or self.department


def posts() -> tuple[Post, ...]:
    """List the 51 posts, leaders first."""
    return (*_leaders(), *_middle_leaders(), *_teachers(), *_part_timers())


def _leaders() -> tuple[Post, ...]:
    return (
        Post("Leadership", "Headteacher", "HEAD", "Bs Cs", 4, 4, HEAD, pool="Computing and Business"),
        Post("English", "Deputy headteacher, teaching and professional learning", "SLT", "En", 8, 10, CPD_LEAD),
        Post("PE", "Deputy headteacher, pastoral", "SLT", "Pe", 8, 10),
        Post("English", "Assistant headteacher, curriculum", "SLT", "En", 12, 14),
        Post("Science", "Assistant headteacher, cover and calendar", "SLT", "Sc", 12, 14, COVER_LEAD),
        Post("Learning Support", "SENCO", "SENCO", "Ma", 4, 4, pool="Maths"),
    )


def _middle_leaders() -> tuple[Post, ...]:
    def middle(department: str, job: str, teaches: str) -> Post:
        return Post(department, job, "MIDDLE", teaches, 17, 19)

    return (
        middle("English", "Head of English", "En"),
        middle("English", "Key Stage 3 lead for English", "En"),
        middle("Maths", "Head of Maths", "Ma"),
        middle("Maths", "Second in Maths", "Ma"),
        middle("Science", "Head of Science", "Sc Ts Bi Ch Ph"),
        middle("Science", "Second in Science", "Sc Ts Bi Ch Ph"),
        middle("Science", "Head of Year 9", "Sc Ts Bi Ch Ph"),
        middle("PE", "Head of PE", "Pe"),
        middle("PE", "Head of Year 8", "Pe"),
        middle("Languages", "Head of Languages", "Fr Sp"),
        middle("History", "Head of History", "Hi"),
        middle("History", "Head of Year 11", "Hi"),
        middle("Geography", "Head of Geography", "Gg"),
        middle("Society", "Head of Religion and Society", "Re Pl Ps Hs"),
        middle("Art", "Head of Art", "Ar Po"),
        middle("Performing Arts", "Head of Performing Arts", "Mu Dr"),
        middle("Technology", "Head of Technology", "Dt Fo"),
        middle("Computing and Business", "Head of Computing and Business", "Cs Bs"),
    )


def _teachers() -> tuple[Post, ...]:
    full = (
        ("English", "Teacher of English", "En", 2),
        ("Maths", "Teacher of Maths", "Ma", 3),
        ("Science", "Teacher of Science", "Sc Ts Bi Ch Ph", 3),
        ("PE", "Teacher of PE", "Pe", 1),
        ("Languages", "Teacher of French and Spanish", "Fr Sp", 2),
        ("History", "Teacher of History", "Hi", 1),
        ("Geography", "Teacher of Geography", "Gg", 1),
        ("Society", "Teacher of Religion and Society", "Re Pl Ps Hs", 1),
        ("Art", "Teacher of Art and Photography", "Ar Po", 1),
        ("Performing Arts", "Teacher of Music and Drama", "Mu Dr", 1),
        ("Computing and Business", "Teacher of Computing and Business", "Cs Bs", 1),
    )
    early = (("English", "En"), ("Maths", "Ma"), ("Geography", "Gg"))
    return tuple(
        Post(department, job, "TEACHER", teaches, 20, 22) for department, job, teaches, n in full for _ in range(n)
    ) + tuple(
        Post(department, f"Teacher of {department} (ECT, year 1)", "ECT", teaches, 18, 19)
        for department, teaches in early
    )


def _part_timers() -> tuple[Post, ...]:
    def part(department: str, job: str, teaches: str, fte_percent: int) -> Post:
        fewest, most = (16, 17) if fte_percent == 80 else (12, 13)
        return Post(department, job, "TEACHER", teaches, fewest, most, fte_percent=fte_percent)

    return (
        part("English", "Teacher of English", "En", 80),
        part("Maths", "Teacher of Maths", "Ma", 80),
        part("Science", "Teacher of Science", "Sc", 60),
        part("Languages", "Teacher of French and Spanish", "Fr Sp", 60),
        part("Society", "Teacher of Religious Education", "Re", 60),
        part("Society", "Teacher of Religious Education", "Re", 60),
        part("Technology", "Teacher of Technology and Food", "Dt Fo", 80),
    )


_NAMES: Final = (
    "Helen Ashdown|Marcus Oyelaran|Priya Raman|Tom Hesketh|Siobhan Kerrigan|Imran Qadir|Rachel Thornley|"
    "Gareth Pugh-Ellis|Yasmin Haddad|Peter Lovelock|Nkechi Umeh|Fiona Galbraith|Daniel Whitcombe|Anita Sodhi|"
    "Kwame Boadu|Laura Entwistle|Rhys Bevan|Farah Siddique|Owen Trelawney|Catherine Mold|Joseph Adomako|"
    "Sunita Bhakta|Andrew Pickersgill|Meilin Cheung|Jonathan Rusk|Aoife Brannigan|Stephen Dacre|Tamsin Penrose|"
    "Hassan Mirza|Eleanor Fairclough|Patrick Onslow|Zofia Wilk|Robert Tindall|Nadia Karim|Lewis Garside|"
    "Miriam Feldon|Callum Strachan|Deborah Inskip|Ravi Menon|Bethan Cadwallader|Simon Yarrow|Ayesha Latif|"
    "Matthew Croxall|Ruth Bickerstaff|Tunde Akande|Isobel Drummond-Hay|Vikram Joglekar|Hannah Loxley|"
    "Paul Zielinski|Grace Eversley|Neil Hargrave|Sophie Vickers|Abdul Rehan|Jennifer Kettlewell|Luke Nesbitt|"
    "Chiamaka Dike|Martin Fulwood|Emily Jarrold|Sanjay Thakor|Alison Wragg"
)

NAMES: Final = tuple(tuple(name.split(" ", 1)) for name in _NAMES.split("|"))
"""Sixty invented given and family names; 51 are used at Larkmere and six at Cedar."""
