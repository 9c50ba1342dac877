"""Calendars that people subscribe to: their own, their group's, a fair's, at secret addresses that can be revoked."""
