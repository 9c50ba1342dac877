"""Lists of staff that a school keeps elsewhere: OneRoster, or a plain table. Read, held against ours, taken over."""
