"""What holds of a learning fair on paper."""

from app.fair_day.rules import spans
from app.fair_day.rules.words import TALK_MINUTES, TALKS, FairState, PostersState, Size, SlotKind

__all__ = ["TALKS", "TALK_MINUTES", "FairState", "PostersState", "Size", "SlotKind", "spans"]
