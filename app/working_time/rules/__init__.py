"""Directed time on paper: kinds and figures, what a day holds, what a year adds up to, and what to say about it."""

from app.working_time.rules.kinds import (
    FIGURES,
    EventAudience,
    EventKind,
    FigureKey,
    FigureKind,
    LineKind,
    Recompense,
    RuleId,
    Unit,
)  # fmt: skip

__all__ = [
    "FIGURES", "EventAudience", "EventKind", "FigureKey", "FigureKind", "LineKind", "Recompense", "RuleId", "Unit",
]  # fmt: skip
