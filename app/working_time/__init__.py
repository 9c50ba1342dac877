"""Directed time: which working-time rules a school goes by, its calendar of directed events, each teacher's year.

Figures are data (`profiles/*.json`), never constants: each has its source. Nobody is directed on a day or part of a
day that they do not work; no event may put anybody over the cap who was not over it. Minutes are whole, and floors.
"""
