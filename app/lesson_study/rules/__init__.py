"""Lesson study on paper: stages and guards, proposals, protocols, mechanisms (DOMAIN 3.6 to 3.8). Pure."""
