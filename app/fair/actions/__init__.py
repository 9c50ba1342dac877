"""Writes about findings: writing, the gate before the fair, publishing, withdrawing, files; what readers say."""

from app.fair.actions.attaching import attach, key_for, made_of, remove_file, require_may_add
from app.fair.actions.gate import accept, send_back, submit, submit_checked, take_back
from app.fair.actions.publishing import publish, publish_checked, withdraw
from app.fair.actions.reacting import react, react_checked
from app.fair.actions.revising import revise
from app.fair.actions.scheduling import present, schedule, unschedule
from app.fair.actions.writing import agree, edit, write

__all__ = [
    "accept", "agree", "attach", "edit", "key_for", "made_of", "present", "publish", "publish_checked", "react",
    "react_checked", "remove_file", "require_may_add", "revise", "schedule", "send_back", "submit", "submit_checked",
    "take_back", "unschedule", "withdraw", "write",
]  # fmt: skip
