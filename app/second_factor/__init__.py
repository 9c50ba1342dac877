"""A second factor beside the password: codes of an app, passkeys, and codes on paper (ADR 0028)."""
