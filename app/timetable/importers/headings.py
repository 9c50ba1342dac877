"""What schools call the columns of a timetable, in the languages we have met; compared folded, without signs."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from app.timetable.importers.order import folded

Column = Literal["teacher", "day", "period", "class", "subject", "room", "week", "start", "end"]

_NAMES: Final[Mapping[Column, str]] = {
    "teacher": """
        teacher, teachers, teacher name, teacher code, staff, staff name, staff code, staff member,
        member of staff, teaching staff, lehrer, lehrerin, lehrkraft, lehrkrafte, enseignant,
        professeur, prof, profesor, profesora, docente, docenti, insegnante, professor, leraar,
        vyucujici, ucitel, nauczyciel, tanar, larare, opettaja, name of teacher
    """,
    "day": """
        day, weekday, day of week, day of the week, day name, tag, wochentag, jour, dia, giorno, den,
        dag, dzien, nap, zi, ziua
    """,
    "period": """
        period, periods, period name, period number, lesson number, lesson no, hour, slot, timeslot,
        time slot, stunde, unterrichtsstunde, heure, hora, ora, hodina, vyucovaci hodina, lesuur, uur,
        godzina, lekcja, creneau, periodo, tunti
    """,
    "class": """
        class, classes, class name, class code, class group, group, groups, teaching group, form, set,
        year group, students, students set, students sets, klasse, klassen, classe, clase, grupo,
        groupe, trida, klas, klasa, osztaly, clasa
    """,
    "subject": """
        subject, subjects, subject name, course, activity, fach, unterrichtsfach, matiere, materia,
        asignatura, disciplina, predmet, vak, przedmiot, tantargy, amne, cours
    """,
    "room": """
        room, rooms, room name, room code, room number, location, raum, zimmer, salle, aula, sala,
        lokaal, ucebna, mistnost, terem
    """,
    "week": """
        week, weeks, week a b, week ab, a b week, ab week, timetable week, cycle week, woche, semaine,
        semana, tyden
    """,
    "start": """
        start, starts, start time, starts at, from, begin, begins, time, start hour, beginn, von, debut,
        inicio, inizio, zacatek
    """,
    "end": """
        end, ends, end time, ends at, to, until, finish, finish time, ende, bis, fin, fine, konec
    """,
}
_COLUMNS: Final = {name.strip(): column for column, names in _NAMES.items() for name in names.split(",")}


def column(heading: str) -> Column | None:
    """Say which column a heading names; None if it names none we use."""
    # Of `StaffCode` the two words are compared.
    for form in (heading, re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)):
        plain = " ".join(re.sub(r"[^\w]|_", " ", folded(form)).split())
        if plain in _COLUMNS:
            return _COLUMNS[plain]
    return None


def columns(cells: Sequence[str]) -> list[Column | None]:
    """Say which column each heading names. Of a code and a name of one thing one is taken: of people the code."""
    found = [column(cell) for cell in cells]
    for named in set(found) - {None}:
        places = [place for place, other in enumerate(found) if other == named]
        coded = [place for place in places if _is_code(cells[place])]
        if len(places) == 2 and len(coded) == 1:
            # Two colleagues may have one name, but no two one code; what a class or room is called its name says.
            kept = coded[0] if named == "teacher" else sum(places) - coded[0]
            found[sum(places) - kept] = None
    return found


def names_beside_codes(cells: Sequence[str]) -> int | None:
    """Where teachers are told by code, the place of the column that has their names; None if there is none."""
    found = columns(cells)
    return next((place for place, cell in enumerate(cells) if column(cell) == "teacher" and found[place] is None), None)


def _is_code(heading: str) -> bool:
    return folded(heading).endswith("code")
