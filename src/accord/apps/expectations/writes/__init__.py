"""The only doors to change expectations: ask, answer, reveal, remind, record outcomes."""

from accord.apps.expectations.writes.answering import Receipt, decline, erase_answers, give_answer, take_back_answer
from accord.apps.expectations.writes.asking import ask_person, call_off, move_deadline, open_round
from accord.apps.expectations.writes.keyring import make_key, sealing_key
from accord.apps.expectations.writes.links import make_code, use_code
from accord.apps.expectations.writes.outcomes import correct_outcome, record_outcome, remove_outcome
from accord.apps.expectations.writes.reminding import remind, remind_due
from accord.apps.expectations.writes.revealing import reveal_due, reveal_round

__all__ = [
    "Receipt", "ask_person", "call_off", "correct_outcome", "decline", "erase_answers", "give_answer",
    "make_code", "make_key", "move_deadline", "open_round", "record_outcome", "remind", "remind_due",
    "remove_outcome", "reveal_due", "reveal_round", "sealing_key", "take_back_answer", "use_code",
]  # fmt: skip
