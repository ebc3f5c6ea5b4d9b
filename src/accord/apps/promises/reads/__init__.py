"""Questions about promises: the list, one with its history, those about a record, what is due, what went well."""

from accord.apps.promises.reads.lines import KIND, PromiseLine
from accord.apps.promises.reads.listing import all_promise_lines, promise_lines, promise_slice, promises_spec
from accord.apps.promises.reads.others import (
    DayAsked,
    days_asked,
    own_promises_due,
    promise_titles,
    promises_about,
    promises_due,
    promises_found,
    promises_kept_since,
    promises_offered,
)
from accord.apps.promises.reads.pace import CERTAINTIES, Pace, promise_pace
from accord.apps.promises.reads.page import PromisePage, ProposalLine, promise_history, promise_page
from accord.apps.promises.reads.planned import PlannedEndThere, department_sides, planned_ends_there
from accord.apps.promises.reads.record import (
    CauseLine,
    KeptLine,
    PromiseRecord,
    QuarterLine,
    SureWay,
    promise_record,
    record_spec,
)
from accord.apps.promises.reads.sureness import SureLine, Sureness
from accord.apps.promises.reads.together import Together, promises_together

__all__ = [
    "CERTAINTIES",
    "KIND",
    "CauseLine",
    "DayAsked",
    "KeptLine",
    "Pace",
    "PlannedEndThere",
    "PromiseLine",
    "PromisePage",
    "PromiseRecord",
    "ProposalLine",
    "QuarterLine",
    "SureLine",
    "SureWay",
    "Sureness",
    "Together",
    "all_promise_lines",
    "days_asked",
    "department_sides",
    "own_promises_due",
    "planned_ends_there",
    "promise_history",
    "promise_lines",
    "promise_pace",
    "promise_page",
    "promise_record",
    "promise_slice",
    "promise_titles",
    "promises_about",
    "promises_due",
    "promises_found",
    "promises_kept_since",
    "promises_offered",
    "promises_spec",
    "promises_together",
    "record_spec",
]
