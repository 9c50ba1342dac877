"""What the law on personal data asks of a school: everything about one person, what goes when, who did what."""
