"""Forms of expectations: strings to values; they never save, and what cannot be read is asked back at its field."""

from accord.apps.expectations.forms.answering import AnswerForm, CheckForm, QuestionFields
from accord.apps.expectations.forms.asking import AskForm, SeveralForm
from accord.apps.expectations.forms.rounds import CodeForm, DeadlineForm, PersonForm

__all__ = [
    "AnswerForm", "AskForm", "CheckForm", "CodeForm", "DeadlineForm", "PersonForm", "QuestionFields", "SeveralForm",
]  # fmt: skip
