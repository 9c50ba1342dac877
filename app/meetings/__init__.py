"""Meetings of a group beside its rounds: agenda, who came, what was agreed, which time pays.

A meeting holds its members' time in the one table of occupied time; minutes that protected time pays come from
DEBRIEF_MOVE through the ledger, and every other source is named.
"""
