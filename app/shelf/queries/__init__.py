"""Reads of the shelf: searching, following, asking, trails and impact."""

from app.shelf.queries.asked import answers_to, question, questions_asked, questions_page
from app.shelf.queries.following import (
    choice,
    choice_by_secret,
    follow,
    followers_due,
    follows_count,
    follows_of,
    follows_page,
    label_to_follow,
    labels,
    news,
    published_between,
)
from app.shelf.queries.impact import finding_counts, school_periods
from app.shelf.queries.like_this import like_this
from app.shelf.queries.searching import facets, page, rows_of, search, snippets
from app.shelf.queries.trail import adapted_by, chain_up

__all__ = [
    "adapted_by", "answers_to", "chain_up", "choice", "choice_by_secret", "facets", "finding_counts", "follow",
    "followers_due", "follows_count", "follows_of", "follows_page", "label_to_follow", "labels", "like_this", "news",
    "page", "published_between", "question",
    "questions_asked", "questions_page", "rows_of", "school_periods", "search", "snippets",
]  # fmt: skip
