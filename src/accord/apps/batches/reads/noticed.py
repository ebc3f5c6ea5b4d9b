"""What was noticed while a file was read, as sentences in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

_SAID: dict[str, Promise] = {
    "turned": _("Each record stood in a column; the table was turned so that each stands in a row."),
    "no_header": _("No line names the columns, so they are numbered."),
    "corner": _("A text in the corner above the first column is about the whole table and names no column."),
    "stray_quote": _(
        "In the record at line %(line)d a quotation mark stands astray. Look whether its cells, and the next rows, are whole."
    ),
    "plain_quotes": _("Quotation marks stand as part of the text, because they are not opened and closed in pairs."),
    "lines_end_crlf": _("Line breaks inside cells were told from the ends of rows by how they are written."),
    "above_header": ngettext_lazy(
        "%(count)d line above the headers was left out.", "%(count)d lines above the headers were left out.", "count"
    ),
    "header_lines": ngettext_lazy(
        "The headers run over %(count)d line.", "The headers run over %(count)d lines, which were joined.", "count"
    ),
    "footnotes": ngettext_lazy(
        "The mark of a footnote was taken off %(count)d header.",
        "The marks of footnotes were taken off %(count)d headers.",
        "count",
    ),
    "laid_out": ngettext_lazy(
        "Each value of %(count)d column became a row of its own: series, day, value.",
        "Each value of %(count)d columns became a row of its own: series, day, value.",
        "count",
    ),
    "columns_aside": ngettext_lazy(
        "%(count)d column holds neither days nor numbers and was left aside.",
        "%(count)d columns hold neither days nor numbers and were left aside.",
        "count",
    ),
    "header_again": ngettext_lazy(
        "The headers come again %(count)d time among the rows and were left out there.",
        "The headers come again %(count)d times among the rows and were left out there.",
        "count",
    ),
    "blank_below_header": ngettext_lazy(
        "%(count)d blank or drawn line below the headers was left out.",
        "%(count)d blank or drawn lines below the headers were left out.",
        "count",
    ),
    "blank_at_end": ngettext_lazy(
        "%(count)d blank row at the end was left out.", "%(count)d blank rows at the end were left out.", "count"
    ),
    "after_end": ngettext_lazy(
        "%(count)d line around the table is a note and no row.",
        "%(count)d lines around the table are notes and no rows.",
        "count",
    ),
    "odd_bytes": ngettext_lazy(
        "%(count)d byte belongs to no alphabet and stands as it is.",
        "%(count)d bytes belong to no alphabet and stand as they are.",
        "count",
    ),
    "mixed_bytes": ngettext_lazy(
        "The file mixes two encodings; %(count)d byte was read as the older one.",
        "The file mixes two encodings; %(count)d bytes were read as the older one.",
        "count",
    ),
    "unstorable": ngettext_lazy(
        "%(count)d character that cannot be shown was replaced by a mark.",
        "%(count)d characters that cannot be shown were replaced by a mark.",
        "count",
    ),
    "comments": ngettext_lazy(
        "%(count)d line of comments was left out.", "%(count)d lines of comments were left out.", "count"
    ),
    "other_lists": ngettext_lazy(
        "The file holds %(count)d further list that is not read.",
        "The file holds %(count)d further lists that are not read.",
        "count",
    ),
    "not_objects": ngettext_lazy(
        "%(count)d item has no fields of its own and stands under “value”.",
        "%(count)d items have no fields of their own and stand under “value”.",
        "count",
    ),
    "other_sheets": _("These other sheets of the workbook are not read: %(names)s."),
    "merged_down": ngettext_lazy(
        "%(count)d cell joined with the one above it shows its text.",
        "%(count)d cells joined with the one above them show its text.",
        "count",
    ),
    "bare_formulas": ngettext_lazy(
        "%(count)d formula has no stored result and reads as blank. Open the workbook in your spreadsheet program, "
        "save it and bring it again.",
        "%(count)d formulas have no stored result and read as blank. Open the workbook in your spreadsheet program, "
        "save it and bring it again.",
        "count",
    ),
    "board": _(
        "On the board: cards %(cards)d (archived %(cards_archived)d), lists %(lists)d (archived %(lists_archived)d), "
        "checklists %(checklists)d with %(items)d items (done %(items_done)d), labels %(labels)d, members %(members)d. "
        "Archived cards are rows like the others."
    ),
    "board_actions": _(
        "Of the %(actions)d entries in the board’s history the %(comments)d comments and the day of each card’s last move "
        "to another list are brought in, nothing else."
    ),
}


# no viewer: it says in words what the caller already holds
def note_sentence(kind: str, values: Mapping[str, Any]) -> str:
    """Say what was noticed while a file was read."""
    if kind not in _SAID:
        return kind
    return str(_SAID[kind] % values if values else _SAID[kind])
