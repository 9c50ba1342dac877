"""Finding what others found: search, following, digests; and what came of it: questions, answers, use."""
