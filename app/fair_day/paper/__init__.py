"""Posters on paper, A3 and A1: one page each, set in a process of its own.

Whatever people wrote goes in as data and is never read as markup. A poster fits on its page whatever was written: the
letters shrink to a size that can still be read standing, and what is longer than that is cut, for the code leads to it.
"""
