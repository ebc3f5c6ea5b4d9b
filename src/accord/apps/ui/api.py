"""What every JSON operation speaks in: bounded values for what comes in, one shape for lists and for problems.

Bodies are ``Body`` classes with the types below; answers are plain ``Schema`` classes (``date``, ``str``, ``int``),
because what is stored is never refused on its way out.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from accord.apps.ui.lists import ListQuery, ListSpec
from accord.apps.ui.rules import EditConflict, Invalid, Refused

T = TypeVar("T")

MOST_ITEMS = 200
BIGGEST_ID = 2**63 - 1

# Days from 1901 to 2099, every month with its own length: exact, so that a schema says all that is checked.
_COMMON_DAYS = (
    "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8])"
)
_LEAP_YEARS = "19(?:0[48]|[2468][048]|[13579][26])|20(?:[02468][048]|[13579][26])"
_DAY = f"(?:(?:19(?:0[1-9]|[1-9][0-9])|20[0-9][0-9])-(?:{_COMMON_DAYS})|(?:{_LEAP_YEARS})-02-29)"
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?"
_MOMENT = f"{_DAY}T{_CLOCK}(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])"
_AMOUNT = r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,2})?"
_ADDRESS = r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[!-~]*)?"
_MAIL = r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,40}[A-Za-z0-9])?\.){1,4}[A-Za-z]{2,20}"

# What counts as blank, spelled out: every language has its own idea of it.
_SPACES = r"\u0009-\u000d\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"


def _refuse(sentence: str) -> PydanticCustomError:
    return PydanticCustomError("accord", "{sentence}", {"sentence": sentence})


def _matching(pattern: str, sentence: str, value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(pattern, value):
        raise _refuse(sentence)
    return value


def _day(value: object) -> date:
    return date.fromisoformat(_matching(_DAY, "Give a day between 1901 and 2099 as YYYY-MM-DD.", value))


def _moment(value: object) -> datetime:
    sentence = "Give a moment with its time zone, as 2026-03-12T14:05:00Z."
    return datetime.fromisoformat(_matching(_MOMENT, sentence, value))


def _amount(value: object) -> Decimal:
    return Decimal(_matching(_AMOUNT, 'Give the amount as text with at most two decimals, as "1250.00".', value))


def _address(value: object) -> str:
    return _matching(_ADDRESS, "Give a web address that starts with http:// or https://.", value)


def _mail(value: object) -> str:
    return _matching(_MAIL, "Give a mail address such as name@example.org.", value)


def clean_text(value: str) -> str:
    """Refuse what no database keeps: NUL characters and halves of characters. Raises a validation error."""
    if "\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
        raise _refuse("The text holds characters that cannot be stored.")
    return value


def _not_blank(value: str) -> str:
    if not value.strip():
        raise _refuse("Write at least one word.")
    return value


class _Text:
    """Marks a string: at most ``most`` characters, storable, and (unless ``blank``) more than spaces."""

    def __init__(self, most: int, *, blank: bool) -> None:
        self.most, self.blank = most, blank

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        schema = handler(source)
        checked = core_schema.no_info_after_validator_function(clean_text, {**schema, "max_length": self.most})
        return checked if self.blank else core_schema.no_info_after_validator_function(_not_blank, checked)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        pattern = r"^[^\u0000]*$" if self.blank else rf"^[^\u0000]*[^\u0000{_SPACES}][^\u0000]*$"
        least = {} if self.blank else {"minLength": 1}
        return {"type": "string", "maxLength": self.most, "pattern": pattern, **least}


def text(most: int, *, blank: bool = False) -> _Text:
    """Bound a string: ``Annotated[str, text(80)]``."""
    return _Text(most, blank=blank)


class _OneOf:
    """Marks a string that is one of some codes."""

    def __init__(self, codes: Collection[str]) -> None:
        self.codes = [str(code) for code in codes]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def _check(self, value: str) -> str:
        if value not in self.codes:
            raise _refuse(f"Choose one of: {', '.join(self.codes)}.")
        return value

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": "string", "enum": self.codes}


def one_of(codes: Collection[str]) -> _OneOf:
    """Bound a string to stored codes: ``Annotated[str, one_of(Side)]``."""
    return _OneOf(codes)


def _whole(value: object) -> object:
    """Take 3.0 for 3, as JSON does."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


WHOLE = BeforeValidator(_whole)  # put it on every bounded int: ``Annotated[int, Field(ge=1), WHOLE]``
Id = Annotated[int, Field(ge=1, le=BIGGEST_ID), WHOLE]
Version = Annotated[int, Field(ge=1, le=2**31 - 2, description="The version that was looked at"), WHOLE]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Line = Annotated[str, text(200)]
OptionalLine = Annotated[str, text(200, blank=True)]
Text = Annotated[str, text(10_000)]
OptionalText = Annotated[str, text(10_000, blank=True)]
Search = Annotated[str, text(200, blank=True)]
Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "pattern": f"^{_DAY}$", "description": "A day, YYYY-MM-DD"}),
]
Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "pattern": f"^{_MOMENT}$", "description": "A moment with time zone, ISO 8601"}),
]
Amount = Annotated[
    Decimal,
    BeforeValidator(_amount),
    WithJsonSchema({"type": "string", "pattern": f"^{_AMOUNT}$", "description": "Money as text, two decimals"}),
]
Currency = Annotated[
    str, AfterValidator(lambda value: _matching("[A-Z]{3}", "Give a currency as three letters.", value)),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"}),
]  # fmt: skip
Address = Annotated[
    str, Field(max_length=500), AfterValidator(_address),
    WithJsonSchema({"type": "string", "maxLength": 500, "pattern": f"^{_ADDRESS}$"}),
]  # fmt: skip
Mail = Annotated[
    str, Field(max_length=254), AfterValidator(_mail),
    WithJsonSchema({"type": "string", "maxLength": 254, "pattern": f"^{_MAIL}$"}),
]  # fmt: skip


class Body(Schema):
    """What a request brings: no unknown fields, no number given as text."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Page(Schema):
    """Which part of a list: take it as ``page: Query[Page]``."""

    limit: Annotated[int, Field(ge=1, le=MOST_ITEMS)] = 50
    offset: Annotated[int, Field(ge=0, le=10_000_000)] = 0

    def asked(self, spec: ListSpec, *, sort: str = "") -> ListQuery:
        """Ask a list for the same: fields named as its filters narrow it, ``q`` is looked for; ``sort`` unless the usual one."""
        given = {item.name: getattr(self, item.name, None) for item in spec.filters}
        chosen = {name: (str(value),) for name, value in given.items() if value is not None}
        words = getattr(self, "q", "").strip()
        return ListQuery(spec=spec, search=words, chosen=chosen, sort=sort or spec.default_sort)


class Listing(Schema, Generic[T]):
    """One part of a list and how many there are in all."""

    items: list[T]
    count: int


class Problem(Schema):
    """Why a request was refused, in words; ``fields`` says what is wrong with which value."""

    detail: str
    fields: dict[str, str] = {}
    changes: list[str] = []
    current_version: int | None = None


# Spread into ``response=``: ``response={200: GoalOut, **PROBLEMS}``.
PROBLEMS: dict[int, type[Problem]] = dict.fromkeys((400, 401, 403, 404, 409, 422), Problem)


def problem(refused: Refused) -> dict[str, Any]:
    """Say a refusal as a Problem."""
    said: dict[str, Any] = {"detail": refused.message}
    if isinstance(refused, Invalid):
        said["fields"] = dict(refused.fields)
    if isinstance(refused, EditConflict):
        said |= {"changes": refused.changes, "current_version": refused.current_version}
    return said
