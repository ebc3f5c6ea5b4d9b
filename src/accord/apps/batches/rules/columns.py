"""What a column holds, gathered while a file is read: how full, which values, examples, dates and their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from accord.apps.batches.rules import cells, dates, lists, money, numbers
from accord.apps.batches.rules.fields import FieldType
from accord.apps.batches.rules.words import is_no_value

MOST_VALUES = 400  # distinct values kept; a column with more is no list of choices
MOST_LENGTH = 200  # longer values are kept shortened, for showing only
EXAMPLES = 3
LONGEST_NUMBER, LONGEST_DATE = 60, 200
MOST_NAME = 60  # names are shorter on average, stories longer


@dataclass(frozen=True)
class Column:
    """One column as found.

    ``values`` are its distinct texts with counts, empty when there are too many. ``seen`` is of how many of the filled
    cells the rest was found out: ``dated`` may be dates, ``amounts`` money, ``scaled`` of them with a factor of their own
    (“m”), ``middle`` their median, ``currencies`` counts the signs before them.
    ``odd`` says what is odd about dates: trouble → [how many, an example, what it would be repaired to].
    """

    name: str
    filled: int = 0
    distinct: int = 0
    examples: tuple[str, ...] = ()
    values: Mapping[str, int] = field(default_factory=dict)
    kind: FieldType = FieldType.TEXT
    dated: int = 0
    order: dates.DayOrder = field(default_factory=dates.DayOrder)
    serial_years: int = 0
    seen: int = 0
    marks: numbers.Marks = field(default_factory=numbers.Marks)
    amounts: int = 0
    scaled: int = 0
    currencies: Mapping[str, int] = field(default_factory=dict)
    percents: int = 0
    middle: float = 0.0
    separator: str = ""
    odd: Mapping[str, Sequence[Any]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Write it down for the batch."""
        return {
            "name": self.name, "filled": self.filled, "distinct": self.distinct, "examples": list(self.examples),
            "values": dict(self.values), "kind": str(self.kind), "dated": self.dated, "serial_years": self.serial_years,
            "order": [self.order.day_first, self.order.month_first, self.order.either], "seen": self.seen,
            "marks": [self.marks.point, self.marks.comma, self.marks.either], "amounts": self.amounts,
            "scaled": self.scaled, "currencies": dict(self.currencies), "percents": self.percents, "middle": self.middle,
            "separator": self.separator, "odd": {trouble: list(found) for trouble, found in self.odd.items()},
        }  # fmt: skip

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Column:
        """Read it back."""
        return cls(
            name=data["name"], filled=data["filled"], distinct=data["distinct"], examples=tuple(data["examples"]),
            values=data["values"], kind=FieldType(data["kind"]), dated=data["dated"],
            order=dates.DayOrder(*data["order"]), serial_years=data["serial_years"],
            seen=data.get("seen", data["filled"]), marks=numbers.Marks(*data.get("marks", ())),
            amounts=data.get("amounts", 0), scaled=data.get("scaled", 0), currencies=data.get("currencies", {}),
            percents=data.get("percents", 0), middle=data.get("middle", 0.0), separator=data.get("separator", ""), odd=data.get("odd", {}),
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
        orders: Counter[str] = Counter()
        marks: Counter[str] = Counter()
        for text, count in counts.items():
            orders[dates.order_of(text)] += count
            marks[_mark(text)] += count
        order = dates.DayOrder(orders["day_first"], orders["month_first"], orders["either"])
        read = {text: dates.read_date(text, day_first=order.decided) for text in counts if len(text) <= LONGEST_DATE}
        dated = {text: bool(one.value or one.proposal) or one.trouble in _LIKE_DATES for text, one in read.items()}
        return Column(
            name=self._names[place],
            filled=counts.total() + rest,
            distinct=len(counts) if not rest else MOST_VALUES + 1,
            examples=tuple(_short(text) for text in _examples(counts)),
            values={} if rest or _wordy(counts) else dict(counts.most_common()),
            kind=cells.kind_of(counts.items(), dated),
            dated=sum(counts[text] for text, is_date in dated.items() if is_date),
            order=order,
            serial_years=sum(counts[text] for text, one in read.items() if one.trouble == dates.Trouble.SERIAL),
            seen=sum(count for text, count in counts.items() if not is_no_value(text)),
            marks=numbers.Marks(marks["."], marks[","], marks["either"]),
            separator=lists.separator_of([(text, n) for text, n in counts.items() if not is_no_value(text)]),
            odd=_odd(counts, read),
            **_money(counts),
        )


def _money(counts: Mapping[str, int]) -> dict[str, Any]:
    """Count amounts, the currency signs before them, those with a factor of their own, and per cents."""
    amounts, scaled, percents = 0, 0, 0
    currencies: Counter[str] = Counter()
    sizes: list[float] = []
    for text, count in counts.items():
        if len(text) > LONGEST_NUMBER:
            continue
        found = money.read_amount(text)
        amounts += count * bool(found.is_open or found.value is not None)
        scaled += count * (found.factor is not None)
        if found.value is not None:
            sizes.append(abs(float(found.value)))
        elif found.is_open:
            sizes.append(max(abs(float(money.read_amount(text, decimal=mark).value or 0)) for mark in ".,"))
        if sign := found.currency or ("$" if found.is_dollar else ""):
            currencies[sign] += count
        percents += count * (numbers.read_number(text).factor is not None)
    return {
        "amounts": amounts,
        "scaled": scaled,
        "currencies": dict(currencies),
        "percents": percents,
        "middle": median(sizes) if sizes else 0.0,
    }


def _odd(counts: Mapping[str, int], read: Mapping[str, dates.ReadDate]) -> dict[str, list[Any]]:
    """Count the kinds of dates that need a repair, each with its first example."""
    found: dict[str, list[Any]] = {}
    for text, one in read.items():
        if one.repair:
            entry = found.setdefault(str(one.repair), [0, _short(text), one.proposal])
            entry[0] += counts[text]
    return found


_LIKE_DATES = {dates.Trouble.SERIAL, dates.Trouble.ORDER, dates.Trouble.PERIOD}


def _examples(counts: Counter[str]) -> list[str]:
    said = [text for text in counts if not is_no_value(text)]
    return said[:EXAMPLES]


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= MOST_LENGTH else f"{words[: MOST_LENGTH - 1]}…"


def _mark(text: str) -> str:
    """Tell which decimal mark a cell's number needs; "" for a cell that is no number."""
    if len(text) > LONGEST_NUMBER:
        return ""
    found = money.read_amount(text)
    is_number = found.is_open or found.value is not None or numbers.read_number(text).value is not None
    return numbers.marks_in(text) if is_number else ""


def _wordy(counts: Counter[str]) -> bool:
    """Tell whether nearly every value stands alone and is long: stories, not choices and no names."""
    alone = len(counts) > 40 and len(counts) > 0.5 * counts.total()
    return (alone and sum(map(len, counts)) > MOST_NAME * len(counts)) or any(
        len(text) > MOST_LENGTH * 10 for text in counts
    )
