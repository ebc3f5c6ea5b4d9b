"""What a column holds, gathered while a file is read: how full, which values, examples, dates and their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accord.apps.batches.rules import cells, dates
from accord.apps.batches.rules.fields import FieldType
from accord.apps.batches.rules.words import is_no_value

MOST_VALUES = 400  # distinct values kept; a column with more is no list of choices
MOST_LENGTH = 200  # longer values are kept shortened, for showing only
EXAMPLES = 3


@dataclass(frozen=True)
class Column:
    """One column as found. ``values`` are its distinct texts with counts, empty when there are too many."""

    name: str
    filled: int = 0
    distinct: int = 0
    examples: tuple[str, ...] = ()
    values: Mapping[str, int] = field(default_factory=dict)
    kind: FieldType = FieldType.TEXT
    dated: int = 0
    order: dates.DayOrder = field(default_factory=dates.DayOrder)
    serial_years: int = 0

    def to_json(self) -> dict[str, Any]:
        """Write it down for the batch."""
        return {
            "name": self.name, "filled": self.filled, "distinct": self.distinct, "examples": list(self.examples),
            "values": dict(self.values), "kind": str(self.kind), "dated": self.dated, "serial_years": self.serial_years,
            "order": [self.order.day_first, self.order.month_first, self.order.either],
        }  # fmt: skip

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Column:
        """Read it back."""
        return cls(
            name=data["name"], filled=data["filled"], distinct=data["distinct"], examples=tuple(data["examples"]),
            values=data["values"], kind=FieldType(data["kind"]), dated=data["dated"],
            order=dates.DayOrder(*data["order"]), serial_years=data["serial_years"],
        )  # fmt: skip


class Gatherer:
    """Collects the columns of a file row by row, in memory that does not grow with the file."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = list(names)
        self._counts: list[Counter[str]] = [Counter() for _ in names]
        self._rest = [0] * len(self._names)

    def add(self, row: Sequence[str]) -> None:
        """Take in one row; cells beyond the header are nobody's column."""
        for place, text in enumerate(row[: len(self._names)]):
            if not text or text.isspace():
                continue
            counts = self._counts[place]
            if text in counts or len(counts) < MOST_VALUES:
                counts[text] += 1
            else:
                self._rest[place] += 1

    def columns(self) -> list[Column]:
        """Say what was found."""
        return [self._column(place) for place in range(len(self._names))]

    def _column(self, place: int) -> Column:
        counts, rest = self._counts[place], self._rest[place]
        kept = {text: dates.read_date(text, day_first=False) for text in counts}
        dated = {text: bool(read.value) or read.trouble in _LIKE_DATES for text, read in kept.items()}
        order: Counter[str] = Counter()
        for text, count in counts.items():
            order[dates.order_of(text)] += count
        return Column(
            name=self._names[place],
            filled=counts.total() + rest,
            distinct=len(counts) if not rest else MOST_VALUES + 1,
            examples=tuple(_short(text) for text in _examples(counts)),
            values={} if rest or _wordy(counts) else {text[: MOST_LENGTH * 10]: n for text, n in counts.most_common()},
            kind=cells.kind_of(counts.items(), dated),
            dated=sum(count for text, count in counts.items() if dated[text]),
            order=dates.DayOrder(order["day_first"], order["month_first"], order["either"]),
            serial_years=sum(n for text, n in counts.items() if kept[text].trouble == dates.Trouble.SERIAL),
        )


_LIKE_DATES = {dates.Trouble.SERIAL, dates.Trouble.ORDER}


def _examples(counts: Counter[str]) -> list[str]:
    said = [text for text in counts if not is_no_value(text)]
    return said[:EXAMPLES]


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= MOST_LENGTH else f"{words[: MOST_LENGTH - 1]}…"


def _wordy(counts: Counter[str]) -> bool:
    """Tell whether nearly every value stands alone: titles and stories, not choices."""
    return len(counts) > 40 and len(counts) > 0.5 * counts.total()
