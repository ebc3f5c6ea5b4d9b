"""Questions about expectations, answered for a viewer."""

from accord.apps.expectations.reads.answering import (
    AnswerPage,
    CheckedReceipt,
    ReceiptPage,
    SaidLine,
    answer_page,
    checked_receipt,
    has_receipt,
    receipt_page,
    said_lines,
)
from accord.apps.expectations.reads.asking import (
    Subject,
    SubjectChoice,
    directory,
    read_about,
    subject,
    subject_choice,
)
from accord.apps.expectations.reads.deadlines import deadline_words, time_zone_name
from accord.apps.expectations.reads.links import asked_by_link, link_token
from accord.apps.expectations.reads.mails import AskedMail, asked_ids, asked_mails
from accord.apps.expectations.reads.recorded import (
    RecordedOutcome,
    outcome_slice,
    outcome_titles,
    recorded_outcome,
)
from accord.apps.expectations.reads.results import Result, result
from accord.apps.expectations.reads.rounds import (
    RoundLine,
    own_place,
    own_receipt,
    round_line,
    round_slice,
    round_titles,
    rounds_found,
)
from accord.apps.expectations.reads.sealed import RoundPage, SideStanding, asked_people, round_page
from accord.apps.expectations.reads.several import (
    Plan,
    SeveralLine,
    round_plan,
    several_lines,
    several_spec,
)
from accord.apps.expectations.reads.subjects import subject_titles, subject_url, whole_portfolio
from accord.apps.expectations.reads.usual import usual_currency, usual_people

__all__ = [
    "AnswerPage", "AskedMail", "CheckedReceipt", "Plan", "ReceiptPage", "RecordedOutcome", "Result", "RoundLine",
    "RoundPage", "SaidLine", "SeveralLine", "SideStanding", "Subject", "SubjectChoice", "answer_page",
    "asked_by_link", "asked_ids", "asked_mails", "asked_people", "checked_receipt", "deadline_words", "directory",
    "has_receipt", "link_token", "outcome_slice", "outcome_titles", "own_place", "own_receipt", "read_about",
    "receipt_page", "recorded_outcome", "result", "round_line", "round_page", "round_plan", "round_slice",
    "round_titles", "rounds_found", "said_lines", "several_lines", "several_spec", "subject", "subject_choice",
    "subject_titles", "subject_url", "time_zone_name", "usual_currency", "usual_people", "whole_portfolio",
]  # fmt: skip
