"""The only way out to addresses that somebody typed in, safe against server-side request forgery.

`rules` reads an address as it was typed and says which network addresses may be asked at all; `network` resolves a name
once, checks every answer, and connects to the very address that it checked; `fetch` asks. Nothing here logs an address:
it may hold a secret.
"""
