"""Single sign-on: staff come in with the account their school gives them at Google or Microsoft (ADR 0027)."""
