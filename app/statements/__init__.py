"""What a year of protected time comes to: statements, what has no place yet, kind words about it, and exports.

It reads what the modules below keep, and stores one thing of its own: that somebody was reminded. Invariants: minutes
only, never notes and never who declined; the same figures on the screen, as CSV, as a workbook and on paper; nobody is
reminded of the same thing twice within seven days. Words: statement, nudge, export.
"""
