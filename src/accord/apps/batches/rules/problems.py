"""What can be wrong with a row, and the sentences that say so; the sentences are translated where they are said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


def _(text: str) -> str:
    """Mark a sentence for translators."""
    return text


class Kind(StrEnum):
    """The kinds of problems."""

    MISSING = "missing_value"
    EMPTY_ROW = "empty_row"
    SHORT_ROW = "short_row"
    LONG_ROW = "long_row"
    LOST_CHARACTERS = "lost_characters"
    TOO_LONG = "too_long"
    UNKNOWN_VALUE = "unknown_value"
    BLANK_CHOICE = "blank_choice"
    UNKNOWN_PERSON = "unknown_person"
    BAD_ADDRESS = "bad_address"
    BAD_NUMBER = "bad_number"
    OPEN_NUMBER = "open_number"
    BAD_MONEY = "bad_money"
    OTHER_CURRENCY = "other_currency"
    MORE_ITEMS = "more_items"
    DATE_ORDER = "date_order_open"
    SERIAL_YEAR = "serial_year"
    SHORT_DATE = "short_date"
    TWO_DIGITS = "two_digit_year"
    PERIOD_ONLY = "period_only"
    COUNTED_DAY = "counted_day"
    MONTH_ONLY = "month_only"
    YEAR_ONLY = "year_only"
    UNREADABLE_DATE = "unreadable_date"
    BACKWARDS = "backwards_dates"
    AGAINST_STAGE = "against_stage"
    OTHER_DATE = "other_date"
    NOT_TAKEN = "not_taken"
    LEFT_OUT = "left_out"
    NAMESAKE = "namesake"
    EDITED_HERE = "edited_here"
    EXACT_DUPLICATE = "exact_duplicate"
    REPEATED_NAME = "repeated_name"
    REPEATED_KEY = "repeated_key"


# kind: (what it is called in counts, the sentence about one row, what to do about it)
TEXTS: dict[Kind, tuple[str, str, str]] = {
    Kind.MISSING: (
        _("Nothing to go by"), _("%(field)s is blank, so this row cannot be taken."),
        _("Fill it in and bring the file again; the other rows can be taken now."),
    ),
    Kind.EMPTY_ROW: (
        _("Blank row"), _("Every cell of this row is blank, so it is left out."), _("Nothing to do."),
    ),
    Kind.SHORT_ROW: (
        _("Too few cells"), _("The row has %(found)s cells, the header %(expected)s; the missing ones count as blank."),
        _("Look whether its values stand under the right headers."),
    ),
    Kind.LONG_ROW: (
        _("Too many cells"), _("The row has %(found)s cells, the header %(expected)s; the rest is kept as extra fields."),
        _("Look whether its values stand under the right headers."),
    ),
    Kind.LOST_CHARACTERS: (
        _("Characters lost before"), _("“%(text)s” holds the sign for a character that was lost before this file was saved."),
        _("Correct it here once it is in, or in the source."),
    ),
    Kind.TOO_LONG: (
        _("Too long"), _("%(field)s has %(found)s characters; %(most)s fit, the whole is kept as an extra field."),
        _("Shorten it once it is in."),
    ),
    Kind.UNKNOWN_VALUE: (
        _("Unknown value"), _("“%(text)s” is not a value of %(field)s; it counts as unknown and the text is kept."),
        _("Say what the value means, under “Columns”."),
    ),
    Kind.BLANK_CHOICE: (
        _("Blank where a value is expected"), _("%(field)s is blank; it counts as unknown."), _("Fill it in when you know it."),
    ),
    Kind.UNKNOWN_PERSON: (
        _("Unknown person"), _("Nobody here is called “%(text)s”; the text is kept."),
        _("Add the person first, then bring the file again."),
    ),
    Kind.BAD_ADDRESS: (
        _("No web address"), _("“%(text)s” is not a web address; the text is kept."), _("Correct it once it is in."),
    ),
    Kind.BAD_NUMBER: (
        _("No number"), _("“%(text)s” is not a plain number; the text is kept."), _("Correct it once it is in."),
    ),
    Kind.OPEN_NUMBER: (
        _("Point or comma?"), _("“%(text)s” can be read two ways, as %(one)s or as %(other)s; the text is kept."),
        _("Say which mark stands before the decimals in this column, under “Columns”."),
    ),
    Kind.BAD_MONEY: (
        _("No amount of money"), _("“%(text)s” is not an amount of money; the text is kept."),
        _("Say what stands for it, or correct it once it is in."),
    ),
    Kind.OTHER_CURRENCY: (
        _("Another currency"), _("“%(text)s” is in dollars, the column in %(currency)s; the amount is taken without a currency."),
        _("Say under “Columns” which currency the column is in."),
    ),
    Kind.MORE_ITEMS: (
        _("More parts than fields"), _("“%(text)s” has %(found)s parts for %(expected)s fields; the whole is kept."),
        _("Look under “Columns” at what separates the parts."),
    ),
    Kind.DATE_ORDER: (
        _("Day or month first?"), _("“%(text)s” can be read day first or month first."),
        _("Say which comes first in this column, under “Columns”."),
    ),
    Kind.SERIAL_YEAR: (
        _("A year shown as a day in 1905"), _("“%(text)s” is the year %(year)s, stored in a date cell by a spreadsheet."),
        _("Repair the column: the year becomes known, the day stays unknown."),
    ),
    Kind.SHORT_DATE: (
        _("Shortened date"), _("“%(text)s” can be read in more than one way; the text is kept, the date stays unknown."),
        _("Give the whole date in the source, or correct it once it is in."),
    ),
    Kind.TWO_DIGITS: (
        _("Year of two digits"), _("“%(text)s” does not say its century; the text is kept, the date stays unknown."),
        _("Repair the column: years up to 69 are 20.., later ones 19.., under “Columns”."),
    ),
    Kind.PERIOD_ONLY: (
        _("A quarter or fiscal year"), _("“%(text)s” names a stretch of time; the text is kept, the day stays unknown."),
        _("Say under “Columns” in which month the fiscal year ends; then its last day counts."),
    ),
    Kind.COUNTED_DAY: (
        _("A number where a date is expected"),
        _("“%(text)s” may be a day as machines count it; the text is kept, the date stays unknown."),
        _("Repair the column, under “Columns”."),
    ),
    Kind.MONTH_ONLY: (
        _("Only the month is known"), _("“%(text)s” names a month; the day stays unknown."), _("Add the day if you know it."),
    ),
    Kind.YEAR_ONLY: (
        _("Only the year is known"), _("“%(text)s” names a year; the day stays unknown."), _("Add the day if you know it."),
    ),
    Kind.UNREADABLE_DATE: (
        _("No date"), _("“%(text)s” cannot be read as a date; the text is kept, the date stays unknown."),
        _("Give the date in the source, or correct it once it is in."),
    ),
    Kind.BACKWARDS: (
        _("Dates run backwards"), _("%(end)s (%(end_day)s) lies before %(start)s (%(start_day)s)."),
        _("Ask the department which of the two is right; until then the row counts for no duration."),
    ),
    Kind.AGAINST_STAGE: (
        _("Date of a stage not yet reached"),
        _("%(field)s says %(day)s, yet the stage is “%(stage)s”; the stage counts, the date is kept as an extra field."),
        _("Ask the department where it stands."),
    ),
    Kind.OTHER_DATE: (
        _("Date differs from the history here"),
        _("%(field)s says %(day)s; the history here says %(here)s, and that stays."),
        _("Correct the date on the record if the file is right."),
    ),
    Kind.NOT_TAKEN: (
        _("Cannot be taken"), _("%(field)s “%(text)s” is not taken: %(why)s"),
        _("Correct it in the source and bring the file again, or say it here once the rest is in."),
    ),
    Kind.LEFT_OUT: (
        _("Row that cannot be written"), _("%(field)s “%(text)s”: %(why)s This row is left out."),
        _("Correct it in the source and bring the file again; the other rows can be taken now."),
    ),
    Kind.EDITED_HERE: (
        _("Edited here since the last import"),
        _("%(who)s edited it here on %(day)s; writing this row takes what the file says."),
        _("Leave the row out to keep what stands here."),
    ),
    Kind.NAMESAKE: (
        _("Same name as somebody here"), _("Somebody here is called “%(text)s” too; this row is taken as another person."),
        _("If they are one, give the row the mail address or the key that stands here."),
    ),
    Kind.EXACT_DUPLICATE: (
        _("Exactly the same as another row"), _("The same in every cell as row %(row)s; both are taken."),
        _("Delete one of the two if they are one."),
    ),
    Kind.REPEATED_NAME: (
        _("Same name again"), _("“%(text)s” stands in row %(row)s of the same department already; each row stays its own."),
        _("Give them names that tell them apart."),
    ),
    Kind.REPEATED_KEY: (
        _("Same key again"), _("The key “%(text)s” stands in row %(row)s already; each row stays its own."),
        _("Look whether the key column really tells rows apart."),
    ),
}  # fmt: skip

REFUSING = frozenset({Kind.MISSING, Kind.EMPTY_ROW, Kind.LEFT_OUT})


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one row; ``column`` is its place in the file, None for the whole row."""

    kind: Kind
    column: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Write it down."""
        return {"kind": str(self.kind), "column": self.column, "values": dict(self.values)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Problem:
        """Read it back."""
        return cls(Kind(data["kind"]), data["column"], data["values"])


def shortened(text: str, most: int = 80) -> str:
    """Shorten a cell for a sentence."""
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[: most - 1]}…"
