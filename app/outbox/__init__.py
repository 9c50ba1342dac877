"""E-mail that is to go out, kept until it has gone."""
