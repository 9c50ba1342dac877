"""The timetable of a school: its days and periods, who teaches what and where, and the versions it went through.

Words: a *period* is a named part of a *day*; a *lesson* is one class or several with one teacher or several, in one
period. What a teacher does without a class (duty, meeting) keeps them busy but is not a lesson. A timetable is never
edited: a new *version* replaces it from a day on.
"""
