"""Trusts, schools, staff, roles, accounts, and who is signed in."""
