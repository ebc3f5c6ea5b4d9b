"""How a file is to be read: what was found out about it, and what a person said instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Choices:
    """What a person decided about the reading of a file; "" and None mean: find it out.

    ``header_row`` is the record, counted from 1, in which the headers begin, 0 when there are none; ``header_rows`` over
    how many records they run; ``turned`` says that records stand in columns.
    """

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int | None = None
    header_rows: int | None = None
    turned: bool | None = None

    def to_json(self) -> dict[str, Any]:
        """Write down what was decided, and only that."""
        return {name: value for name, value in asdict(self).items() if value not in ("", None)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Choices:
        """Read it back; what is not known here is left out."""
        known = {name: data[name] for name in cls.__dataclass_fields__ if name in data}
        return cls(**known)


@dataclass(frozen=True)
class Facts:
    """What a reader found out about a file: its kind (csv, xlsx, …), how its text is written, the sheets it holds.

    ``header_row`` is set where the format itself says where the headers are (JSON rows, boards). ``can_turn`` says that
    rows and columns may be exchanged.
    """

    kind: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    header_row: int | None = None
    can_turn: bool = True
