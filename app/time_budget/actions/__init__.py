"""Writes of protected minutes: only ever new entries. The triggers keep the sums, the database refuses debts.

Whoever moves minutes locks the pots first, all at once and in order of their ids.
"""

from app.time_budget.actions.base import CommitWish
from app.time_budget.actions.closing import close_year, sign_year
from app.time_budget.actions.correcting import correct
from app.time_budget.actions.granting import (
    Due,
    adjust,
    allocate,
    take_back_from_leaver,
    take_back_from_leavers,
    work_out,
)
from app.time_budget.actions.moving import transfer
from app.time_budget.actions.placing import (
    commit,
    commit_all,
    release,
    release_all,
    spend,
    spend_all,
    spend_directly,
)
from app.time_budget.actions.policy import edit_policy

__all__ = [
    "CommitWish",
    "Due",
    "adjust",
    "allocate",
    "close_year",
    "commit",
    "commit_all",
    "correct",
    "edit_policy",
    "release",
    "release_all",
    "sign_year",
    "spend",
    "spend_all",
    "spend_directly",
    "take_back_from_leaver",
    "take_back_from_leavers",
    "transfer",
    "work_out",
]
