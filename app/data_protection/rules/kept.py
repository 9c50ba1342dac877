"""How long each table that concerns people is kept, and why. A test holds it to the schema, and rows to the dates.

Three ends there are: a date that comes by itself; the day on which a leaver is forgotten, LEAVER_YEARS after the last
day of work at first; and the end of the school's use of Kenkyu, with the whole database.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

LEAVER_YEARS: Final = 6
"""After the last day of work: the time within which a claim about a contract can be brought in England and Wales
(Limitation Act 1980, section 5). The school's own schedule goes first: KENKYU_LEAVER_YEARS."""
IMPORTS_KEPT: Final = timedelta(days=120)
"""Files as they were brought in hold the whole staff: a term is enough to ask how they were read."""
NUDGES_KEPT: Final = timedelta(days=400)
FORMER: Final = "A former colleague"
"""What a leaver is called once they are forgotten."""
CODE: Final = "left-"
"""What their code begins with then; a digest of nothing of theirs follows."""


class Leaver(StrEnum):
    """What becomes of a row when its person is forgotten."""

    DELETED = "deleted"
    NAMELESS = "nameless"


@dataclass(frozen=True, slots=True)
class Kept:
    """How long rows of a table stay."""

    why: str
    leaver: Leaver = Leaver.NAMELESS
    until: str = ""
    """When a row goes by itself; empty: not before its person is forgotten."""


D: Final = Leaver.DELETED
_SUMS: Final = "sums of minutes and years that were agreed must stay right; without a name they tell of nobody"
_GROUP: Final = "part of what a group did together, which its other members keep"
_OFFICE: Final = "what was decided for the school, and when; the person is no part of it"
_CHOICE: Final = "a choice that serves its person alone"
_EVIDENCE: Final = "the school's choice of months after the cycle ended, 24 at first"
_WAY_IN: Final = "needed while the person comes in"

KEPT: Final[dict[str, Kept]] = {
    # ---- the person, and how they come in
    "staff": Kept("other rows point at it; name, code, address, department and ids are taken out of it"),
    "account": Kept(_WAY_IN, D),
    "membership": Kept(_WAY_IN, D),
    "membership_role": Kept(_WAY_IN, D),
    "sign_in_session": Kept("so that people see where they are signed in", D, "a month after it ended by its date"),
    "invitation": Kept("a link that opens once", D, "a month after it could be used last"),
    "password_reset": Kept("a link that opens once", D, "a month after it could be used last"),
    "second_factor": Kept(_WAY_IN, D),
    "recovery_code": Kept(_WAY_IN, D),
    "passkey_challenge": Kept("answered within minutes", D, "minutes after it was asked"),
    "sign_on_identity": Kept(_WAY_IN, D),
    "sign_on_attempt": Kept("answered within minutes", D, "minutes after it was begun"),
    "support_visit": Kept("who from outside was let in, when and why, is something the school has to be able to say"),
    "idempotent_request": Kept("a request that is sent twice must have one effect", D, "2 days"),
    # ---- the school
    "working_time_choice": Kept(_OFFICE),
    "working_time_variation": Kept(_OFFICE),
    "retention_choice": Kept(_OFFICE),
    # ---- the timetable and people's time
    "timetable_import": Kept("how a file was read may be asked for a while", until="120 days"),
    "timetable_version": Kept("rounds of past years point at the timetable that held then"),
    "column_choice": Kept(_OFFICE),
    "lesson": Kept("as the timetable it is part of"),
    "lesson_teacher": Kept("as the timetable it is part of"),
    "mark": Kept("as the timetable it is part of"),
    "absence": Kept("rounds give way to it; patterns of absence are nobody's business", D, "28 days after its end"),
    "class_exception": Kept(_OFFICE),
    "occupied": Kept("proves that nobody was in two places and that PPA was kept"),
    "roster_import": Kept("how a file was read may be asked for a while", until="120 days"),
    "outside_source": Kept("looked at until the school removes it"),
    "directed_event": Kept(_SUMS),
    "directed_invitee": Kept(_SUMS),
    "voluntary_attendance": Kept(_SUMS),
    # ---- minutes
    "time_grant": Kept(_SUMS),
    "time_pot": Kept(_SUMS),
    "ledger_entry": Kept("the ledger is never changed; its sums are the school's account of protected time"),
    "year_signature": Kept("who agreed that a year was closed, in their office"),
    "year_closing": Kept("who agreed that a year was closed, in their office"),
    "nudge": Kept("so that nobody is reminded twice of one thing in a year", D, "400 days"),
    # ---- groups, meetings, rounds, cover
    "plc_group": Kept(_GROUP),
    "plc_member": Kept(_GROUP),
    "group_meeting": Kept(_GROUP),
    "meeting_seat": Kept(_SUMS),
    "meeting_action": Kept(_GROUP),
    "study_round": Kept(_GROUP),
    "observation": Kept(_SUMS),
    "debrief_seat": Kept(_SUMS),
    "cover_slot": Kept(_SUMS),
    "cover_ask": Kept("what was asked of whom balances cover between members; a no is closed to leaders"),
    "planner_run": Kept("rounds point at the plan that they were part of; it holds ids, not names",
                        until="120 days, unless it was accepted"),
    # ---- lesson study
    "lesson_study_cycle": Kept(_GROUP),
    "cycle_step": Kept(_GROUP),
    "study_source": Kept(_GROUP),
    "mechanism_claim": Kept(_GROUP),
    "proposal_version": Kept(_GROUP),
    "pupil_watch": Kept(_GROUP),
    "next_change": Kept(_GROUP),
    "evidence_note": Kept("evidence serves the cycle it was taken in", until=_EVIDENCE),
    "note_photo": Kept("as the note it belongs to", until=_EVIDENCE),
    "evidence_read": Kept("authors see who read their notes", until=_EVIDENCE),
    "pupil_interview": Kept("evidence serves the cycle it was taken in", until=_EVIDENCE),
    "discussion": Kept("that a debrief was held, how long and by which protocol"),
    "discussion_entry": Kept("evidence serves the cycle it was taken in", until=_EVIDENCE),
    "pupil_key": Kept("so that a group finds the same pupils again", until="the end of the school year at most"),
    # ---- findings, fairs, communities
    "finding": Kept("published with the consent of its authors, under their names, until it is withdrawn"),
    "finding_author": Kept("proves who consented to publish"),
    "finding_edition": Kept("what was published when"),
    "finding_version": Kept("so that authors can go back", until="when 100 newer ones are there"),
    "finding_file": Kept("part of a finding"),
    "finding_question": Kept("part of what readers and authors said to each other"),
    "finding_answer": Kept("part of what readers and authors said to each other"),
    "finding_reaction": Kept("counts who tried what in their own classroom"),
    "follow": Kept(_CHOICE, D),
    "digest_choice": Kept(_CHOICE, D),
    "learning_fair": Kept(_OFFICE),
    "fair_slot": Kept("the programme of a fair that was"),
    "fair_presenter": Kept("the programme of a fair that was"),
    "fair_visit": Kept("notes for oneself", D),
    "fair_attendance": Kept(_SUMS),
    "community": Kept(_OFFICE),
    "community_leader": Kept("a school's part in a community"),
    "community_report": Kept("what a school said to the others"),
    "open_lesson": Kept(_OFFICE),
    "open_booking": Kept("how many came to an open lesson"),
    # ---- what they are told, and by which way
    "calendar_address": Kept("opens a calendar until it is revoked", D, "30 days after it was revoked"),
    "notice_choice": Kept(_CHOICE, D),
    "quiet_hours": Kept(_CHOICE, D),
    "one_click_link": Kept("a link that opens once", D, "30 days after it could be used last"),
    "push_subscription": Kept("tells a browser while it is signed in", D, "when its session has ended"),
    "outgoing_mail": Kept("so that a letter goes exactly once", D, "30 days"),
    "webhook": Kept(_OFFICE),
    # ---- what was done
    "audit_entry": Kept("a chain that proves what was done; it holds ids, figures and dates, never names or texts"),
}  # fmt: skip
"""Table -> how long."""

AGED: Final[dict[str, tuple[str, timedelta]]] = {
    "timetable_import": ("created_at", IMPORTS_KEPT),
    "roster_import": ("created_at", IMPORTS_KEPT),
    "nudge": ("made_at", NUDGES_KEPT),
}
"""Tables whose rows go so long after the instant in a column, by this module; others are forgotten by their own."""

WORDS: Final[dict[str, dict[str, str]]] = {
    "finding_question": {"by_name": FORMER},
    "finding_answer": {"by_name": FORMER},
    "finding_reaction": {"by_name": FORMER},
    "community_report": {"by_name": FORMER},
    "community_leader": {"name": FORMER},
    "open_booking": {"name": FORMER, "note": ""},
}
"""Names that were written into rows beside the person's id: what stands there once they are forgotten."""
