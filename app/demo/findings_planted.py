"""Plants the demo's findings: most on the fair, one that waits for a lead, one that was sent back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from app.demo.abstracts import DemoFinding
from app.demo.findings import FairEntry
from app.demo.findings_waiting import ON_THE_WAY
from app.fair import actions as fair
from app.fair.schemas import FindingIn, ReactionIn, SendBackIn
from app.identity.access import leads
from app.kernel.actor import Actor

Actors = Mapping[str, Actor]


@dataclass(frozen=True, slots=True)
class Making:
    """Who is who in the database, by code, and the groups by name."""

    session: Session
    actors: Actors
    groups: Mapping[str, UUID]

    def handed_in(self, entry: FairEntry, wish: FindingIn, when: datetime) -> tuple[UUID, str, Actor]:
        """A finding that its authors have handed in, its version as If-Match, and a lead who wrote none of it."""
        author = self.actors[entry.authors[0]]
        row = fair.write(self.session, author, self.groups[entry.group], wish, when)
        for code in entry.authors:
            fair.agree(self.session, self.actors[code], row.id, None, when)
        fair.submit(self.session, author, row.id, when)
        lead = next(actor for code, actor in self.actors.items() if leads(actor) and code not in entry.authors)
        return row.id, f'"{row.version}"', lead


def findings(
    session: Session,
    actors: Actors,
    groups: Mapping[str, UUID],
    entries: Sequence[FairEntry],
    between: tuple[datetime, datetime],
) -> None:
    """Plant *entries* one after the other, newest last, and what is on its way to the fair.

    Args:
        between: when the year began, and now.
    """
    (began, now), making = between, Making(session, actors, groups)
    by_title: dict[str, UUID] = {}
    for number, entry in enumerate(entries):
        when = max(began + timedelta(days=2), now - timedelta(days=6 * (len(entries) - number) - 3))
        wish = _finding_in(entry.finding, entry.focus)
        finding_id, if_match, lead = making.handed_in(entry, wish, when)
        by_title[entry.finding.title] = finding_id
        fair.accept(session, lead, finding_id, if_match, when)
        fair.publish(session, actors[entry.authors[0]], finding_id, when)
        for later, reaction in enumerate(entry.reactions, start=1):
            said = min(now, when + timedelta(days=later, hours=later))
            fair.react(
                session,
                actors[reaction.staff],
                finding_id,
                ReactionIn(kind=reaction.kind, text=reaction.text),
                said,
            )
    _on_the_way(making, {entry.group: entry for entry in entries}, by_title, now)


def _on_the_way(making: Making, groups: Mapping[str, FairEntry], by_title: Mapping[str, UUID], now: datetime) -> None:
    """What is not on the fair yet: one finding waits for a lead, one was sent back."""
    for days, one in enumerate(ON_THE_WAY, start=1):
        entry, when = groups[one.finding.group], now - timedelta(days=days)
        wish = _finding_in(one.finding, entry.focus, adapts_id=by_title[one.adapts])
        finding_id, if_match, lead = making.handed_in(entry, wish, when)
        if one.sent_back:
            words, later = SendBackIn(words=one.sent_back), when + timedelta(hours=3)
            fair.send_back(making.session, lead, finding_id, words, if_match, later)


def _finding_in(told: DemoFinding, focus: str, *, adapts_id: UUID | None = None) -> FindingIn:
    return FindingIn(
        title=told.title,
        pull_quote=told.pull_quote,
        background=told.background,
        aims=told.aims,
        methods=told.methods,
        findings=told.findings,
        implications=told.implications,
        next_time=told.next_time,
        focus=focus,
        phase=told.phase,
        subject=told.subject,
        licence=told.licence,
        audience=told.audience,
        mechanisms=list(told.mechanisms),
        adapts_id=adapts_id,
    )
