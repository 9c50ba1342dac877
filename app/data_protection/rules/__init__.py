"""Registers of what is held and how long, and how it is written out. Pure values: no database, no clock."""
