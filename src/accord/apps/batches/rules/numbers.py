"""Numbers as people write them: marks for thousands and decimals, per cent, and words such as “m” and “bn”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from accord.apps.batches.rules.words import fold

MOST_DIGITS = 15  # more do not survive as a number
PERCENT = Decimal("0.01")
FACTORS: dict[str, Decimal] = {
    "%": PERCENT, "percent": PERCENT, "per cent": PERCENT,
    **dict.fromkeys(("k", "t", "tsd", "thousand", "thousands"), Decimal(10**3)),
    **dict.fromkeys(("m", "mn", "mm", "mln", "mio", "mill", "million", "millions"), Decimal(10**6)),
    **dict.fromkeys(("b", "bn", "bln", "mrd", "md", "billion", "billions"), Decimal(10**9)),
    **dict.fromkeys(("tn", "trn", "trillion", "trillions"), Decimal(10**12)),
}  # fmt: skip
DIGITS = r"\d[\d.,' ]*\d|\d|[.,]\d+"
_NUMBER = re.compile(
    rf"^(?P<open>\()?(?P<sign>[-+])? ?(?P<digits>{DIGITS})(?P<after>-)? ?(?P<percent>%|percent|per cent)?(?P<close>\))?$"
)
_POWER = re.compile(r"^[-+]?\d+(?:[.,]\d+e[-+]?|e[-+])\d{1,2}$")
_CODE = re.compile(r"^0\d")  # 007 is a code, not seven
_BLANK_GROUPS = re.compile(r"^\d{1,3}(?:[' ]\d{3})+(?:[.,]\d*)?$")


@dataclass(frozen=True)
class Marks:
    """How many values of a column can only be read with a decimal point, only with a decimal comma, or both ways."""

    point: int = 0
    comma: int = 0
    either: int = 0

    @property
    def decided(self) -> str:
        """Name the decimal mark, ``.`` or ``,``; "" when the values do not say or contradict each other."""
        if bool(self.point) == bool(self.comma):
            return ""
        return "." if self.point else ","


@dataclass(frozen=True)
class Number:
    """What a cell says: its ``value`` before any unit, and the ``factor`` its own sign names (per cent).

    ``is_open``: it can be read two ways, as 12.5 or as 12,500, and nobody has said which.
    """

    value: Decimal | None = None
    factor: Decimal | None = None
    is_open: bool = False


def read_number(text: str, *, decimal: str = "") -> Number:
    """Read one cell. ``decimal`` is the column's decimal mark, "" when nobody has said."""
    words = fold(text)
    if _POWER.match(words):
        return Number(_limited(Decimal(words.replace(",", "."))))
    found = _NUMBER.match(words)
    if not found or bool(found["open"]) != bool(found["close"]) or (found["after"] and found["sign"]):
        return Number()
    read = value_of(found["digits"], decimal=decimal)
    if read.value is None:
        return read
    minus = found["sign"] == "-" or found["after"] or found["open"]
    return Number(-read.value if minus else read.value, PERCENT if found["percent"] else None)


def value_of(digits: str, *, decimal: str) -> Number:
    """Read digits with their marks and no sign."""
    if _CODE.match(digits) or sum(map(str.isdigit, digits)) > MOST_DIGITS:
        return Number()
    if " " in digits or "'" in digits:
        if not _BLANK_GROUPS.match(digits):
            return Number()
        whole = re.split(r"[.,]", digits)[0]
        rest = digits[len(whole) :]
        mark = decimal or rest[:1]
        if rest and rest[:1] != mark:
            return Number()
        return Number(Decimal(re.sub(r"[' ]", "", whole) + rest.replace(",", ".")))
    mark = decimal or mark_of(digits)
    if mark == "either":
        return Number(is_open=True)
    return Number(_with_mark(digits, mark or "."))


def mark_of(digits: str) -> str:
    """Tell which mark must be the decimal one: ``.``, ``,``, ``either``, or "" when there is none or no sense in it."""
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        return max(".,", key=digits.rfind)
    if points + commas == 0:
        return ""
    mark, other = (".", ",") if points else (",", ".")
    if points + commas > 1:
        return other
    before, after = digits.split(mark)
    return "either" if len(after) == 3 and 1 <= len(before) <= 3 and before != "0" else mark


def marks_in(text: str) -> str:
    """Tell the same for the digits inside a whole cell, whatever stands around them."""
    found = re.search(DIGITS, fold(text))
    return mark_of(found[0]) if found else ""


def _with_mark(digits: str, mark: str) -> Decimal | None:
    other = re.escape("," if mark == "." else ".")
    grouped = rf"[1-9]\d{{0,2}}(?:{other}\d{{2,3}})*{other}\d{{3}}"
    if not re.match(rf"^(?:{grouped}|\d*)(?:{re.escape(mark)}\d+)?$", digits):
        return None
    return Decimal(re.sub(other, "", digits).replace(mark, "."))


def _limited(value: Decimal) -> Decimal | None:
    return value if value.adjusted() < MOST_DIGITS else None


def plain(value: Decimal) -> int | float:
    """Give a number as records keep it: whole numbers without a point."""
    return int(value) if value == value.to_integral_value() else float(value)
