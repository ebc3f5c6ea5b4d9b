"""Amounts as people write them: 250k, 1.2m, 1,200,000, 1.200.000; what can be read in two ways is asked back."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from django.utils.translation import gettext as _

MOST_SIGNS = 40
MOST_DIGITS = 18
CENT = Decimal("0.01")
UNITS = {
    "": 1, "k": 1_000, "thousand": 1_000, "m": 10**6, "mn": 10**6, "mio": 10**6, "million": 10**6, "millions": 10**6,
    "b": 10**9, "bn": 10**9, "billion": 10**9, "billions": 10**9,
}  # fmt: skip
# What stands for a currency, and for which; other codes of three letters stand for themselves.
WORDS = {
    "€": {"EUR"}, "euro": {"EUR"}, "euros": {"EUR"}, "£": {"GBP"}, "pound": {"GBP"}, "pounds": {"GBP"},
    "$": {"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"}, "dollar": {"USD", "CAD", "AUD", "NZD", "SGD", "HKD"},
    "dollars": {"USD", "CAD", "AUD", "NZD", "SGD", "HKD"}, "¥": {"JPY", "CNY"}, "yen": {"JPY"}, "yuan": {"CNY"},
    "franc": {"CHF"}, "francs": {"CHF"}, "fr": {"CHF"}, "kr": {"SEK", "NOK", "DKK", "ISK"}, "₹": {"INR"},
}  # fmt: skip
CODES = frozenset(
    [
        "AED",
        "ARS",
        "AUD",
        "BGN",
        "BRL",
        "CAD",
        "CHF",
        "CLP",
        "CNY",
        "COP",
        "CZK",
        "DKK",
        "EGP",
        "EUR",
        "GBP",
        "HKD",
        "HUF",
        "IDR",
        "ILS",
        "INR",
        "ISK",
        "JPY",
        "KRW",
        "MXN",
        "MYR",
        "NOK",
        "NZD",
        "PHP",
        "PLN",
        "QAR",
        "RON",
        "RSD",
        "RUB",
        "SAR",
        "SEK",
        "SGD",
        "THB",
        "TRY",
        "TWD",
        "UAH",
        "USD",
        "VND",
        "ZAR",
    ]
)
_AMOUNT = re.compile(
    r"(?P<sign>[+-]?)\s*(?P<front>[A-Za-z]{2,7}\b|[€$£¥₹])?\s*(?P<late_sign>[+-]?)\s*"
    r"(?P<number>\d[\d.,' ]*\d|[.,]?\d+)\s*"
    rf"(?P<unit>{'|'.join(sorted(filter(None, UNITS), key=len, reverse=True))})?\.?\s*(?P<back>[A-Za-z]{{2,7}}|[€$£¥₹])?",
    re.IGNORECASE | re.ASCII,
)


class Unclear(ValueError):
    """An amount that cannot be read, or not in one way only; the message is for people."""


def read_amount(text: str, currency: str) -> Decimal:
    """Read an amount of money in a currency. Raises Unclear with a sentence that asks back."""
    plain = _plain(text)
    found = _AMOUNT.fullmatch(plain)
    if found is None:
        raise Unclear(_("Write an amount such as 250k, 1.2m or 1200000."))
    for word in (found["front"], found["back"]):
        _check_currency(word or "", currency)
    if found["sign"] and found["late_sign"]:
        raise Unclear(_("Write an amount such as 250k, 1.2m or 1200000."))
    unit = UNITS[(found["unit"] or "").lower()]
    value = _number(found["number"], unit) * unit
    return (-value if "-" in found["sign"] + found["late_sign"] else value).quantize(CENT)


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip()
    if any(sign.isdigit() and not sign.isascii() for sign in plain):
        raise Unclear(_("Write the amount with the digits 0 to 9, for example 250k or 1.2m."))
    if len(plain) > MOST_SIGNS:
        raise Unclear(_("This is too long for an amount. Write it short, for example 250k or 1.2m."))
    for odd, usual in (("\u2212", "-"), ("\u2013", "-"), ("\u2019", "'"), ("\u202f", " "), ("\u2009", " ")):
        plain = plain.replace(odd, usual)
    return plain


def _check_currency(word: str, currency: str) -> None:
    if not word:
        return
    meant = WORDS.get(word.lower(), {word.upper()} if word.upper() in {*CODES, currency} else set())
    if not meant:
        raise Unclear(_("Write an amount such as 250k, 1.2m or 1200000."))
    if currency not in meant:
        raise Unclear(
            _("Amounts are in %(currency)s here. Please say what it is in %(currency)s.") % {"currency": currency}
        )


def _number(text: str, unit: int) -> Decimal:
    if sum(sign.isdigit() for sign in text) > MOST_DIGITS:
        raise Unclear(_("This amount is too large to be meant. Write it in full, without zeros too many."))
    head, mark, tail = _split(text)
    whole = _ungrouped(head)
    if mark and len(tail) == 3 and text.count(mark) == 1 and head.isdigit() and len(head) < 4 and head != "0":
        large, small = (f"{Decimal(value) * unit:f}" for value in (head + tail, f"{head}.{tail}"))
        raise Unclear(
            _("Do you mean %(large)s or %(small)s? Please write it without a dot or comma.")
            % {"large": large, "small": small.rstrip("0").rstrip(".") if "." in small else small}
        )
    return Decimal(f"{whole}.{tail}" if mark else whole)


def _split(text: str) -> tuple[str, str, str]:
    """Cut a number at its decimal mark: (before, mark, after); without one all of it is before."""
    marks = [sign for sign in text if sign in ".,"]
    if not marks:
        return text, "", ""
    last = marks[-1]
    if len(set(marks)) == 1 and len(marks) > 1:  # 1.200.000: the same mark several times only groups
        return text, "", ""
    if marks.count(last) > 1:
        raise Unclear(_("Write an amount such as 250k, 1.2m or 1200000."))
    head, _mark, tail = text.rpartition(last)
    if not tail.isdigit():
        raise Unclear(_("Write an amount such as 250k, 1.2m or 1200000."))
    return head or "0", last, tail


def _ungrouped(text: str) -> str:
    """Take the marks between groups of three out of whole digits."""
    marks = {sign for sign in text if not sign.isdigit()}
    if not marks:
        return text
    mark = marks.pop()
    groups = text.split(mark)
    if marks or not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:]):
        raise Unclear(_("Write an amount such as 250k, 1.2m or 1200000."))
    return "".join(groups)
