"""Asking, the night, answering, judging, publishing, and what the office does."""

from accord.apps.voice.writes.answering import answer_follow_up, answer_question, hand_over, show_to_office
from accord.apps.voice.writes.asking import ask, ask_without_name, judge_by_key
from accord.apps.voice.writes.judging import judge
from accord.apps.voice.writes.night import deliver, raise_overdue
from accord.apps.voice.writes.office import change_setup, erase_asker, hide, restore
from accord.apps.voice.writes.publishing import note_done, publish, withdraw_publication

__all__ = [
    "answer_follow_up", "answer_question", "ask", "ask_without_name", "change_setup", "deliver", "erase_asker", "hand_over",
    "hide", "judge", "judge_by_key", "note_done", "publish", "raise_overdue", "restore", "show_to_office",
    "withdraw_publication",
]  # fmt: skip
