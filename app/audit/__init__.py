"""What was done that somebody may ask about later: one table that only grows. It knows no school words."""
