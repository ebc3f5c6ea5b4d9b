"""Answers about questions: whom one may ask, lists, one question, the asker's own through a key, what was said and done, counts."""

from accord.apps.voice.reads.by_key import KeyPage, by_key, secret
from accord.apps.voice.reads.counts import Counts, counts
from accord.apps.voice.reads.lines import KIND, QuestionLine
from accord.apps.voice.reads.listing import all_question_lines, question_lines, question_slice, questions_spec
from accord.apps.voice.reads.others import (
    overdue_since,
    question_titles,
    questions_found,
    questions_said,
    questions_to_answer,
    questions_to_judge,
    questions_to_look_at,
    questions_without_name,
)
from accord.apps.voice.reads.page import QuestionPage, done_choices, question_page
from accord.apps.voice.reads.said import ThemeSaid, said_and_done
from accord.apps.voice.reads.setup import (
    SetupLine,
    hand_over_choices,
    initiative_choices,
    leader_choices,
    setup,
)

__all__ = [
    "KIND", "Counts", "KeyPage", "QuestionLine", "QuestionPage", "SetupLine", "ThemeSaid", "all_question_lines", "by_key",
    "counts", "done_choices", "hand_over_choices", "initiative_choices", "leader_choices", "overdue_since",
    "question_lines", "question_page", "question_slice", "question_titles", "questions_found", "questions_said",
    "questions_spec", "questions_to_answer", "questions_to_judge", "questions_to_look_at", "questions_without_name",
    "said_and_done", "secret", "setup",
]  # fmt: skip
