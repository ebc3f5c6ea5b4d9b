"""How a file is to be read: what was found out about it, and what a person said instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

ENCODINGS = (
    "utf-8", "utf-8-sig", "cp1252", "latin-1", "iso-8859-15", "utf-16", "utf-16-le", "utf-16-be", "cp1250", "cp1251",
    "cp1253", "cp1254", "mac-roman", "cp437", "cp850", "shift_jis", "gb18030", "big5", "euc-kr",
)  # fmt: skip
DELIMITERS = (",", ";", "\t", "|", " ")
QUOTES = ('"', "'", "none")
MOST_HEADER_ROWS = 5
_TYPES: dict[str, type] = {
    "encoding": str, "delimiter": str, "quote": str, "sheet": str, "header_row": int, "header_rows": int,
    "turned": bool, "keep_end": bool,
}  # fmt: skip


@dataclass(frozen=True)
class Choices:
    """What a person decided about the reading of a file; "" and None mean: find it out.

    ``header_row`` is the record, counted from 1, in which the headers begin, 0 when there are none; ``header_rows`` over
    how many records they run; ``turned`` says that records stand in columns, and then ``header_row`` counts columns.
    ``quote`` is the mark around cells, ``none`` when marks are part of the text; ``keep_end`` takes the lines at the end
    that look like notes as rows.
    """

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int | None = None
    header_rows: int | None = None
    turned: bool | None = None
    quote: str = ""
    keep_end: bool | None = None

    def to_json(self) -> dict[str, Any]:
        """Write down what was decided, and only that."""
        return {name: value for name, value in asdict(self).items() if value not in ("", None)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Choices:
        """Read it back; what is not known here, or is of another type, is left out."""
        return cls(**{name: data[name] for name, kind in _TYPES.items() if type(data.get(name)) is kind})


@dataclass(frozen=True)
class Facts:
    """What a reader found out about a file: its kind (csv, xlsx, …), how its text is written, the sheets it holds.

    ``header_row`` is set where the format itself says where the headers are (JSON rows, boards). ``can_turn`` says that
    rows and columns may be exchanged. ``places`` names what a place in the file is: ``line``, ``row``, ``item``, ``card``.
    """

    kind: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    header_row: int | None = None
    can_turn: bool = True
    quote: str = ""
    places: str = "line"
