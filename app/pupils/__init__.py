"""Pupils are never named: a school may load its roster so that names in texts are found.

Of each name only keyed digests are stored; nobody can read the roster back. How long evidence and the groups' keys to
their labels are kept is the school's choice, and what is deleted is written to the audit log.
"""
