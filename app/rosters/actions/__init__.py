"""Writes of lists of staff: keeping a dry run, and taking it over."""

from app.rosters.actions.committing import commit
from app.rosters.actions.storing import dry_run, store_import

__all__ = ["commit", "dry_run", "store_import"]
