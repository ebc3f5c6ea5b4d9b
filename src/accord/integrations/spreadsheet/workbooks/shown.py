"""What a cell shows, as text: numbers without needless digits, percent as percent, days as ISO, months as months."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache

from accord.apps.batches.rules.tables import storable

Show = Callable[[str], str]
_BUILTIN = {
    9: "0%", 10: "0.00%", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss",
    20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    **dict.fromkeys((*range(27, 37), *range(50, 59)), "yyyy-mm-dd"),
}  # fmt: skip
_QUOTED = re.compile(r'"([^"]*)"')
_BRACKETS = re.compile(r"\[([^\]]*)\]")
_ELAPSED = re.compile(r"^(h+|m+|s+)$", re.IGNORECASE)
_SIGNS = "£$€¥₹"
_LAST_SERIAL = 2_958_466  # the day after 9999-12-31
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def builtin(number: int) -> str:
    """Give the code of a number format that every workbook has; "" for none that matters."""
    return _BUILTIN.get(number, "")


def unescaped(text: str) -> str:
    """Turn ``_x000D_`` and the like, by which XLSX writes signs XML cannot hold, into those signs."""
    return storable(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)) if "_x" in text else text


@cache
def shower(code: str, *, since_1904: bool = False) -> Show:
    """Make what shows the numbers of cells with a number format of this code."""
    first = code.split(";", 1)[0]
    brackets = _BRACKETS.findall(first)
    sign = _currency(first, brackets)
    bare = re.sub(r"[\\_*].", "", _BRACKETS.sub("", _QUOTED.sub("", first))).lower()
    elapsed = any(_ELAPSED.match(text) for text in brackets)
    letters = set(bare.replace("general", "").replace("am/pm", "h").replace("a/p", "h"))
    if elapsed:
        return _elapsed
    if letters & set("ymdhs"):
        return lambda text: _moment(text, letters, since_1904=since_1904)
    if "%" in bare:
        return _percent
    if re.fullmatch(r"0{2,}", bare):
        return lambda text: plain_number(text).zfill(len(bare))
    return (lambda text: _money(text, sign)) if sign else plain_number


def _currency(code: str, brackets: list[str]) -> str:
    for text in brackets:
        if text.startswith("$") and (sign := text[1:].rpartition("-")[0] or ("" if "-" in text else text[1:])):
            return sign.strip()
    said = " ".join(_QUOTED.findall(code)) + code.replace("[$", "")
    return next((sign for sign in _SIGNS if sign in said), "")


def plain_number(text: str) -> str:
    """Write a number as people do: fifteen digits that a spreadsheet keeps, no exponent, no needless ``.0``."""
    if text.isdigit() and len(text) <= 15:
        return text
    try:
        value = float(text)
    except ValueError:
        return text
    if not math.isfinite(value) or abs(value) >= 1e30 or 0 < abs(value) < 1e-20:
        return text
    if value == 0:
        return "0"
    return format(Decimal(format(value, ".15g")), "f")


def _percent(text: str) -> str:
    try:
        value = float(text)
    except ValueError:
        return text
    return plain_number(format(Decimal(format(value, ".15g")) * 100, "f")) + "%" if math.isfinite(value) else text


def _money(text: str, sign: str) -> str:
    said = plain_number(text)
    gap = " " if sign.isalpha() else ""
    return f"-{sign}{gap}{said[1:]}" if said.startswith("-") else f"{sign}{gap}{said}"


def _elapsed(text: str) -> str:
    try:
        seconds = round(float(text) * 86_400)
    except (ValueError, OverflowError):
        return text
    hours, rest = divmod(abs(seconds), 3600)
    sign = "-" if seconds < 0 else ""
    return f"{sign}{hours}:{rest // 60:02}" + (f":{rest % 60:02}" if rest % 60 else "")


def _moment(text: str, letters: set[str], *, since_1904: bool) -> str:
    try:
        serial = float(text)
    except ValueError:
        return text
    if not 0 <= serial < _LAST_SERIAL:
        return plain_number(text)
    if serial < 1 and letters & set("yd") and not since_1904:
        return plain_number(text)
    days, seconds = divmod(round(serial * 86_400), 86_400)
    if not letters & set("yd") and (serial < 1 or not letters & {"m"} or "h" in letters or "s" in letters):
        return moment_text(datetime(1900, 1, 1) + timedelta(seconds=seconds), only_time=True)  # noqa: DTZ001
    zero = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 if days >= 60 else 31)  # noqa: DTZ001
    try:
        found = zero + timedelta(days=days, seconds=seconds)
    except OverflowError:
        return plain_number(text)
    if "d" not in letters and "y" in letters and "m" in letters and found.day == 1 and not seconds:
        return f"{found:%Y-%m}"
    return moment_text(found)


def moment_text(value: datetime, *, only_time: bool = False) -> str:
    """Write a day or moment: the time only where it is not midnight, seconds only where they are not nought."""
    time = f"{value:%H:%M}" + (f":{value:%S}" if value.second else "")
    if only_time:
        return time
    day = day_text(value)
    return day if not (value.hour or value.minute or value.second) else f"{day} {time}"


def day_text(value: date) -> str:
    """Write a day as ISO, years before 1000 too."""
    return f"{value.year:04}-{value.month:02}-{value.day:02}"
