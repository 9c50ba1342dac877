"""What every route shares: bodies, pages, problems, ETags, idempotency. Knows no school words."""
