"""The mapping of a file: where each column goes, what its values mean, how its dates are read."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accord.apps.batches.rules.fields import FieldType

EXTRA, LEAVE_OUT = "extra", "leave_out"


@dataclass(frozen=True)
class ColumnPlan:
    """What happens to one column.

    ``to`` is a field's name, ``extra`` (kept as an extra field of ``type``) or ``leave_out``. ``values`` maps folded
    texts to choices where a person decided. ``day_first`` None: nobody has said yet. ``confidence`` 0–1 of the
    proposal; 1 when a person chose.

    ``replace`` maps whole cell texts to what stands for them in this column (repairs for the whole column).
    ``decimal`` is the decimal mark of its numbers, ``.`` or ``,``, "" where nothing says; ``unit`` what one of them counts
    (1, 1000, 1000000 …), ``currency`` the code of its money, ``side`` whose figure or date it is.
    ``separator`` cuts its cells into items ("" not at all, ``list`` for JSON and Python lists), ``parts`` names the field
    that takes each item in turn ("" for none); without parts the field takes the whole list. Of a column with parts the
    whole cell goes to ``to`` as well.

    ``repairs`` names what was agreed about its dates (``dates.Repair``), ``fiscal_month`` the month (1–12) in which its
    fiscal years end, 0 where nobody said. Of columns that go to one field together, ``order`` says which comes first.
    ``answered`` names the questions about it that somebody has seen and settled.
    """

    to: str = EXTRA
    type: FieldType = FieldType.TEXT
    confidence: float = 0.0
    values: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None
    repair_years: bool = False
    replace: Mapping[str, str] = field(default_factory=dict)
    decimal: str = ""
    unit: float = 1
    currency: str = ""
    side: str = ""
    separator: str = ""
    parts: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    fiscal_month: int = 0
    order: int = 0
    answered: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """Name every field this column goes to."""
        named = (self.to, *self.parts)
        return tuple(dict.fromkeys(name for name in named if name not in {"", EXTRA, LEAVE_OUT}))

    def to_json(self) -> dict[str, Any]:
        """Write it down."""
        return {
            "to": self.to, "type": str(self.type), "confidence": round(self.confidence, 3), "values": dict(self.values),
            "day_first": self.day_first, "repair_years": self.repair_years, **self._besides(),
        }  # fmt: skip

    def _besides(self) -> dict[str, Any]:
        """Write down what most columns have no need of, only where it says something."""
        said = {
            "replace": dict(self.replace), "decimal": self.decimal, "unit": self.unit, "currency": self.currency,
            "side": self.side, "separator": self.separator, "parts": list(self.parts),
            "repairs": list(self.repairs), "fiscal_month": self.fiscal_month, "order": self.order,
            "answered": list(self.answered),
        }  # fmt: skip
        return {name: value for name, value in said.items() if value and (name, value) != ("unit", 1)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ColumnPlan:
        """Read it back."""
        return cls(
            to=str(data["to"]), type=FieldType(data["type"]), confidence=float(data["confidence"]),
            values=dict(data["values"]), day_first=data["day_first"], repair_years=bool(data["repair_years"]),
            replace=dict(data.get("replace", {})), decimal=str(data.get("decimal", "")), unit=float(data.get("unit", 1)),
            currency=str(data.get("currency", "")), side=str(data.get("side", "")),
            separator=str(data.get("separator", "")), parts=tuple(data.get("parts", ())),
            repairs=tuple(data.get("repairs", ())), fiscal_month=int(data.get("fiscal_month", 0)),
            order=int(data.get("order", 0)), answered=tuple(data.get("answered", ())),
        )  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """The mapping of every column, in the order of the file."""

    columns: tuple[ColumnPlan, ...]

    def to_json(self) -> list[dict[str, Any]]:
        """Write it down."""
        return [column.to_json() for column in self.columns]

    @classmethod
    def from_json(cls, data: Sequence[Mapping[str, Any]]) -> Plan:
        """Read it back."""
        return cls(tuple(ColumnPlan.from_json(item) for item in data))

    def place(self, name: str) -> int | None:
        """Find the first column that goes to a field."""
        return next(iter(self.places(name)), None)

    def places(self, name: str) -> list[int]:
        """Find every column that goes to a field, in the order in which they are joined."""
        found = [place for place, column in enumerate(self.columns) if name in column.fields]
        return sorted(found, key=lambda place: (self.columns[place].order, place))

    def with_column(self, place: int, **changes: Any) -> Plan:
        """Change one column."""
        columns = list(self.columns)
        columns[place] = dataclasses.replace(columns[place], **changes)
        return Plan(tuple(columns))

    def twice(self) -> list[str]:
        """List the fields that more than one column goes to."""
        named = [name for column in self.columns for name in column.fields]
        return sorted({name for name in named if named.count(name) > 1})
