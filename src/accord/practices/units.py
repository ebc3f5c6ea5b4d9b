"""The units of readings in one table: whatever branches on a unit asks here."""

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

from accord.practices.words import gettext_noop as _

UnitCode: TypeAlias = Literal["share", "days", "months", "ratio"]
WHOLE_FROM = 5  # from here on a tenth of a month is more than anybody knows


@dataclass(frozen=True, slots=True)
class Unit:
    """How values of a unit are said: what a column of them is headed, whether in percent, and what none can exceed."""

    code: UnitCode
    heading: str
    in_percent: bool = False
    most: float | None = None
    has_tenths: bool = False

    def rounded(self, value: float) -> float:
        """Return the number that people read: a percentage, whole days, months with a tenth where that matters."""
        if self.in_percent:
            return _whole(100 * value)
        return round(value, 1) if self.has_tenths and abs(value) < WHOLE_FROM else _whole(value)

    def text(self, value: float) -> str:
        """Return a value in plain English for a terminal: "62%", "2.5 months"."""
        number = f"{self.rounded(value):g}"
        return f"{number}%" if self.in_percent else f"{number} {self.code}"


def _whole(value: float) -> int:
    """Round halves up, as people do."""
    return math.floor(value + 0.5)


UNITS: dict[str, Unit] = {
    unit.code: unit
    for unit in (
        Unit("share", _("Share"), in_percent=True, most=1),
        Unit("days", _("Days")),
        Unit("months", _("Months"), has_tenths=True),
        Unit("ratio", _("Difference"), in_percent=True),
    )
}
