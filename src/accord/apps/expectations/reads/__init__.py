"""Questions about expectations, answered for a viewer."""

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
from accord.apps.expectations.reads.subjects import subject_titles, subject_url, whole_portfolio

__all__ = [
    "AskedMail", "RecordedOutcome", "Result", "RoundLine", "asked_by_link", "asked_ids", "asked_mails",
    "link_token", "outcome_slice", "outcome_titles", "own_place", "own_receipt", "recorded_outcome", "result",
    "round_line", "round_slice", "round_titles", "rounds_found", "subject_titles", "subject_url",
    "whole_portfolio",
]  # fmt: skip
