"""Pages of questions: asking, the asker's own through a key, the list, one question, answering, publishing, the office."""

from accord.apps.voice.pages.answering import (
    answer,
    done,
    handover,
    publication,
    reply,
    showing,
    verdict,
)
from accord.apps.voice.pages.asking import ask, key, key_verdict
from accord.apps.voice.pages.listing import question, questions, said_and_done
from accord.apps.voice.pages.office import hiding, numbers, restoring, setup

__all__ = [
    "answer", "ask", "done", "handover", "hiding", "key", "key_verdict", "numbers", "publication", "question",
    "questions", "reply", "restoring", "said_and_done", "setup", "showing", "verdict",
]  # fmt: skip
