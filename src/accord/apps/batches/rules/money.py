"""Amounts of money as people write them: “£19,258.00m”, “$6,279,429”, “12.500,00 €”, “EUR 3 million”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from accord.apps.batches.rules.numbers import DIGITS, FACTORS, PERCENT, value_of
from accord.apps.batches.rules.words import fold

CENT = Decimal("0.01")
LARGEST = Decimal(10) ** 15
DOLLARS = ("USD", "CAD", "AUD", "NZD", "SGD", "HKD")
SIGNS: dict[str, str] = {
    "£": "GBP", "€": "EUR", "₹": "INR", "₩": "KRW", "₺": "TRY", "₪": "ILS", "₴": "UAH", "zł": "PLN", "kč": "CZK",
    "us$": "USD", "ca$": "CAD", "c$": "CAD", "cad$": "CAD", "can$": "CAD", "a$": "AUD", "au$": "AUD", "nz$": "NZD",
    "hk$": "HKD", "s$": "SGD", "r$": "BRL", "sfr": "CHF", "$": "", "¥": "",
}  # fmt: skip
CODES = (
    "EUR", "USD", "GBP", "CHF", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "JPY", "CNY", "INR",
    "BRL", "MXN", "ZAR", "SGD", "HKD", "KRW", "TRY", "ILS", "AED", "SAR", "UAH",
)  # fmt: skip
_CURRENCY = "|".join(
    [*(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True)), *(code.lower() for code in CODES)]
)
_FACTOR = "|".join(
    sorted((re.escape(word) for word, size in FACTORS.items() if size != PERCENT), key=len, reverse=True)
)
_AMOUNT = re.compile(
    rf"^(?P<open>\()?(?P<minus>[-+])? ?(?P<before>{_CURRENCY})? ?(?P<inner>[-+])? ?(?P<digits>{DIGITS})(?P<after>-)?"
    rf" ?(?P<factor>{_FACTOR})?\.? ?(?P<behind>{_CURRENCY})?(?P<close>\))?$"
)
_UNIT = re.compile(
    rf"(?:^|[\s(\[,/:_-])(?:(?P<sign>{_CURRENCY})\s?)?(?P<factor>{_FACTOR}|000s?|'000s?)?\.?\s?(?P<behind>{_CURRENCY})?(?=$|[\s)\],/:_-])"
)


@dataclass(frozen=True)
class Amount:
    """What a cell says: its ``value`` before the column's unit, its own ``factor`` and ``currency`` where it names them.

    ``is_dollar``: it says “$” and not whose. ``is_open``: it can be read two ways.
    """

    value: Decimal | None = None
    factor: Decimal | None = None
    currency: str = ""
    is_dollar: bool = False
    is_open: bool = False


def read_amount(text: str, *, decimal: str = "") -> Amount:
    """Read one cell; ``decimal`` is the column's decimal mark, "" when nobody has said."""
    found = _AMOUNT.match(fold(text))
    if not found or bool(found["open"]) != bool(found["close"]) or (found["before"] and found["behind"]):
        return Amount()
    if sum(bool(found[name]) for name in ("minus", "inner", "after", "open")) > 1:
        return Amount()
    sign = found["before"] or found["behind"] or ""
    read = value_of(found["digits"], decimal=decimal)
    factor = FACTORS[found["factor"]] if found["factor"] else None
    is_minus = "-" in {found["minus"], found["inner"], found["after"]} or bool(found["open"])
    value = None if read.value is None else (-read.value if is_minus else read.value)
    return Amount(value, factor, _code(sign), sign == "$", read.is_open)


def _code(sign: str) -> str:
    return SIGNS.get(sign, sign.upper())


def total(amount: Amount, *, unit: float, currency: str, side: str) -> dict[str, str] | None:
    """Give an amount as rows carry it; the cell's own factor and currency count before the column's. None: too large."""
    if amount.value is None:
        return None
    value = amount.value * (amount.factor if amount.factor is not None else Decimal(str(unit)))
    if abs(value) >= LARGEST:
        return None
    code = amount.currency or currency
    if amount.is_dollar and code not in DOLLARS:
        code = ""
    return {"amount": f"{value.quantize(CENT):f}", "currency": code, "side": side}


def unit_of(header: str) -> tuple[float, str]:
    """Read what a header says about its amounts, such as “(£m)” or “in thousand EUR”: unit (0 when not said) and currency."""
    unit, currency = 0.0, ""
    for found in _UNIT.finditer(fold(header)):
        word, sign = found["factor"], found["sign"] or found["behind"]
        if word and (sign or len(word) > 2 or word in {"bn", "mn"}):
            unit = 1000.0 if "000" in word else float(FACTORS[word])
        if sign:
            currency = currency or _code(sign)
    return unit, currency
