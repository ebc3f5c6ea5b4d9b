"""Questions about check-ins: lists, pages, the draft, whose turn it is, what is in trouble."""

from accord.apps.check_ins.reads.choosing import people_of_side, usual_people
from accord.apps.check_ins.reads.draft import Draft, draft
from accord.apps.check_ins.reads.happened import Line
from accord.apps.check_ins.reads.lines import KIND, SERIES_KIND, CheckInLine
from accord.apps.check_ins.reads.listing import all_check_in_lines, check_in_lines, check_in_slice, check_ins_spec
from accord.apps.check_ins.reads.others import (
    TroubledLine,
    check_in_titles,
    check_ins_found,
    series_titles,
    to_acknowledge,
    to_sign,
    told,
    troubled,
)
from accord.apps.check_ins.reads.page import CheckInPage, check_in_history, check_in_page
from accord.apps.check_ins.reads.series import (
    SeriesLine,
    SeriesPage,
    all_series_lines,
    latest_about,
    series_about,
    series_lines,
    series_page,
    series_slice,
    series_spec,
)

__all__ = [
    "KIND", "SERIES_KIND", "CheckInLine", "CheckInPage", "Draft", "Line", "SeriesLine", "SeriesPage", "TroubledLine",
    "all_check_in_lines", "all_series_lines", "check_in_history", "check_in_lines", "check_in_page", "check_in_slice",
    "check_in_titles", "check_ins_found", "check_ins_spec", "draft", "latest_about", "people_of_side", "series_about", "series_lines",
    "series_page", "series_slice", "series_spec", "series_titles", "to_acknowledge", "to_sign", "told", "troubled",
    "usual_people",
]  # fmt: skip
