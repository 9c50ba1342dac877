"""What schools do together: research learning communities, open research lessons and study days, fairs side by side.

A community has five or six schools with two leaders each, and three dated steps: a workshop on the evidence, its
application, an evaluation. An open lesson has places that other schools book. Every row belongs to one school and says
which others may read it; places are numbered, and a number is nobody's twice, so the last one has one winner.
Who comes is told to the host's school and to the visitor's, and to nobody else.
"""
