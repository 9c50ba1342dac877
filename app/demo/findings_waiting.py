"""Two findings that are not on the fair yet: one waits for a lead, one was sent back. Both go on from another one."""

from dataclasses import dataclass
from typing import Final

from app.demo import findings_language, findings_sciences
from app.demo.abstracts import DemoFinding, told
from app.fair.rules import Audience, Licence, Phase


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """A finding before the fair. `sent_back` is what the lead asked for; empty while it waits."""

    finding: DemoFinding
    adapts: str
    """The title of the published finding that was tried here."""
    sent_back: str = ""


WAITING: Final = OnTheWay(
    DemoFinding(
        group=findings_sciences.MATHS.group,
        title="Three minutes of because in maths",
        pull_quote="They asked each other why",
        phase=Phase.KS3,
        subject="Maths",
        licence=Licence.CC_BY_4,
        audience=Audience.EVERYONE,
        mechanisms=(4, 7, 8, 12),
        background=told(
            """
            Colleagues in history had their pupils say the *because* before writing it. In maths our pupils give
            answers without reasons, and we wondered whether the same three minutes would help.
            """
        ),
        aims="To see whether spoken reasons find their way into written proofs, for three case pupils.",
        methods=told(
            """
            We taught one lesson twice and changed one thing: in the second, each listener had to ask *why does that
            follow?* before the pair could go on. Each of us followed one of A, B and C.
            """
        ),
        findings=told(
            """
            **A** wrote two reasons where before there were none. **B** asked good questions and then copied. **C**
            stopped, said "that is only true if it is even", and crossed a line out.
            """
        ),
        implications="- The question matters more than the time.\n- Pupils like B need to write first and talk after.",
        next_time="We would give the listener the question on a card, and take the card away after a week.",
        reactions=(),
    ),
    adapts=findings_language.HISTORY.title,
)
SENT_BACK: Final = OnTheWay(
    DemoFinding(
        group=findings_language.ENGLISH.group,
        title="What silence does before a discussion",
        pull_quote="Nobody filled the gap",
        phase=Phase.KS4,
        subject="English",
        licence=Licence.CC_BY_4,
        audience=Audience.TRUST,
        mechanisms=(3, 11),
        background="We ask, and answer ourselves within two seconds. A colleague counted.",
        aims="To find out who speaks when the teacher waits for ten seconds.",
        methods="One lesson, three case pupils A, B and C, one observer each, every pause timed.",
        findings="A spoke first in both discussions. B and C each spoke once, after the longest pause of the lesson.",
        implications="Waiting is a thing that can be practised; it felt longer to us than to the pupils.",
        next_time="We would tell the class beforehand why it will be quiet.",
        reactions=(),
    ),
    adapts=findings_language.FRENCH.title,
    sent_back=(
        "Thank you for this. The methods let a reader in our trust work out which lesson it was: please say only "
        "the year group and the term."
    ),
)
ON_THE_WAY: Final = (WAITING, SENT_BACK)
