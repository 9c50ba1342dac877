"""What the gate looks at in a finding: names of pupils, classes beside dates, words for pictures."""

from datetime import datetime

from sqlmodel import Session

from app.fair import queries
from app.fair.errors import FIELD_WORDS, ClassWithDate, NamedThere, NamesAPupil, NamesNotChecked
from app.fair.rules import SECTIONS, dated, markdown
from app.fair.tables import Finding
from app.kernel.actor import Actor
from app.pupils import queries as pupils
from app.pupils.schemas import NameFound
from app.school_year import queries as calendar


def require_clean(
    session: Session, actor: Actor, secret: bytes, finding: Finding, *, is_checked: bool, now: datetime
) -> None:
    """Refuse a text that says which child it was. What only looks like a name is asked about, and authors answer.

    Raises:
        NamesAPupil: a name of the roster, or a pupil number.
        NamesNotChecked: words that look like names, and nobody has said that they are none.
        ClassWithDate: as `require_undated`.
    """
    texts = _texts(session, finding)
    today = calendar.today(session, actor, now)
    named = _once(pupils.names_in(session, actor, secret, texts, today=today))
    certain = [NamedThere(field=one.field, word=one.word, why=one.why) for one in named if one.certain]
    if certain:
        raise NamesAPupil(field=certain[0]["field"], word=certain[0]["word"], names=certain)
    require_undated(session, actor, finding, now)
    if named and not is_checked:
        raise NamesNotChecked(names=[NamedThere(field=one.field, word=one.word, why=one.why) for one in named])


def require_undated(session: Session, actor: Actor, finding: Finding, now: datetime) -> None:
    """Refuse a class of the school, or of a lesson that the finding is from, together with a date in one text.

    Raises:
        ClassWithDate: the first place.
    """
    rounds = queries.round_ids(session, actor, finding.id)
    names = queries.class_names(session, actor, rounds, calendar.today(session, actor, now))
    if found := dated.class_with_date(_texts(session, finding), names):
        raise ClassWithDate(field=found.field, class_name=found.class_name, date=found.date)


# ---- helpers -------------------------------------------------------------------------------------


def _texts(session: Session, finding: Finding) -> dict[str, str]:
    """Every text that readers get: as it was typed, and as it looks, since 8**X** is read as 8X."""
    texts = {field: str(getattr(finding, field)) for field in FIELD_WORDS if hasattr(finding, field)}
    for field in SECTIONS:
        shown = markdown.plain(texts[field])
        if shown.split() != texts[field].split():
            texts[field] = f"{texts[field]}\n\n{shown}"
    files = queries.files_of(session, finding)
    return texts | {"alt": "\n".join(one.alt for one in files), "file_name": "\n".join(one.name for one in files)}


def _once(found: list[NameFound]) -> list[NameFound]:
    seen = {(one.field, one.word, one.why): one for one in reversed(found)}
    return list(reversed(seen.values()))
