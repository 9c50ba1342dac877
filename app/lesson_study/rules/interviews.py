"""Five minutes with a case pupil after the lesson: the set questions (DOMAIN 3.6, stage 6). Pure."""

from collections.abc import Mapping

INTERVIEW_MINUTES = 5
ANSWER_CHARACTERS_MAX = 1_000

QUESTIONS: Mapping[str, str] = {
    "enjoyed": "What did you enjoy most about that lesson?",
    "learned": "What did you learn?",
    "can_do_now": "What can you do now that you could not do before?",
    "better_how": "What can you do better now, and how is it better?",
    "helped": "What in the lesson helped you to learn?",
    "change": "If the same lesson were taught to another class, what would you change?",
}
"""Field -> the question as it is put to the pupil, in the order of asking."""
