"""What a target can take: fields with their types, choices and the words by which they are recognised."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    Words: TypeAlias = str | StrPromise


class FieldType(StrEnum):
    """What the values of a field are."""

    TEXT = "text"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"
    NUMBER = "number"
    URL = "url"
    PERSON = "person"
    DEPARTMENT = "department"
    KEY = "key"
    MONEY = "money"
    LIST = "list"


@dataclass(frozen=True)
class Choice:
    """One value a choice field knows; a synonym ending in ``*`` covers every value that begins so."""

    value: str
    label: Words
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """One field of a target. ``synonyms`` are header words; ``most`` is the longest text that fits.

    Values as rows carry them: money as ``{"amount": "12500000.00", "currency": "GBP", "side": "it"}`` (currency and side
    "" where nobody said), a list as a list of texts, dates as ISO days, months or years, all else as text, number or bool.
    A date that ``begins`` something is always a day: of a month, a quarter or a year it is the first.
    """

    name: str
    label: Words
    type: FieldType = FieldType.TEXT
    choices: tuple[Choice, ...] = ()
    required: bool = False
    synonyms: tuple[str, ...] = ()
    help: Words = ""
    most: int = 0
    begins: bool = False


@dataclass(frozen=True)
class Span:
    """Two date fields of which the second cannot come before the first."""

    name: str
    label: Words
    start: str
    end: str


@dataclass(frozen=True)
class Figure:
    """A count that people look for in a preview: the rows whose values fulfil ``of``."""

    name: str
    label: Words
    of: Callable[[Mapping[str, Any]], bool]
