"""A cycle on paper: its whole document, as pages and for editing, and the sheets that observers write on.

Whatever people wrote goes in as data. Documents are made in a process of their own, with limits on time, memory and
how many at once; no transaction is open meanwhile. Nothing here names a pupil: there is nothing that could.
"""
