"""Pots of protected minutes and their ledger. An entry is never changed; a pot is never overdrawn."""
