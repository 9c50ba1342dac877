"""Everything a cycle keeps. Rows of one school; texts are bounded; nothing judges and nothing names a pupil."""

from app.lesson_study.tables.cycle import Cycle, CycleStep, MechanismClaim, StudySource
from app.lesson_study.tables.evidence import EvidenceNote, EvidenceRead, NotePhoto, PupilInterview
from app.lesson_study.tables.lesson import CasePupil, NextChange, ProposalVersion, PupilKey, PupilWatch, ResearchLesson
from app.lesson_study.tables.talk import Discussion, DiscussionEntry

__all__ = [
    "CasePupil", "Cycle", "CycleStep", "Discussion", "DiscussionEntry", "EvidenceNote", "EvidenceRead",
    "MechanismClaim", "NextChange", "NotePhoto", "ProposalVersion", "PupilInterview", "PupilKey", "PupilWatch",
    "ResearchLesson", "StudySource",
]  # fmt: skip
