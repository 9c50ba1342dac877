"""Lesson study cycles: a question about pupils, research lessons watched for evidence, something learned.

A cycle belongs to one group and goes through its stages forwards and back; every artefact of a stage stays, and each
guard says in sentences what is missing. Two ways: full (all stages) and light (rounds and what was seen); changing
between them loses nothing. What is observed belongs to the group: leads see stages and dates, never texts, and each
read of somebody else's note is written down for its author. No field judges a teacher or a lesson, and none may be
added. Words: DOMAIN 3.6 to 3.9.
"""
