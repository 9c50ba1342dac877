"""Engines, sessions, and what every table and transaction has to keep."""
