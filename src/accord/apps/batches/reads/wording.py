"""Values of rows as people read them: persons by name, choices by label, money with its currency."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accord.apps.batches.models import ExtraField
from accord.apps.batches.rules.fields import Field, FieldType
from accord.apps.batches.sockets import fields_of
from accord.apps.people.models import Person
from accord.apps.ui.templatetags.formats import exact_day

LONGEST = 160


@dataclass(frozen=True)
class ChangeLine:
    """One field of a record as it stands and as the file has it; "" for nothing."""

    field: str
    old: str
    new: str

    def __str__(self) -> str:
        said = {"field": self.field, "old": self.old or _("nothing"), "new": self.new or _("nothing")}
        return _("%(field)s from “%(old)s” to “%(new)s”") % said


class Wording:
    """Says values of one target; looks up the persons that come up in one query."""

    def __init__(self, target: str, changes: Iterable[Mapping[str, Sequence[Any]]]) -> None:
        self._fields = {field.name: field for field in fields_of(target)}
        self._extra = dict(ExtraField.objects.filter(target=target).values_list("code", "label"))
        people = {name for name, field in self._fields.items() if field.type == FieldType.PERSON}
        ids = {
            value for row in changes for name, pair in row.items() if name in people for value in pair
            if isinstance(value, int)
        }  # fmt: skip
        self._people = dict(Person.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}

    def change(self, name: str, pair: Sequence[Any]) -> ChangeLine:
        """Say what changes in one field."""
        field = self._fields.get(name)
        code = name.removeprefix("extra.")
        label = str(field.label) if field else self._extra.get(code, code.replace("_", " "))
        return ChangeLine(label, self._said(pair[0], field), self._said(pair[1], field))

    def _said(self, value: Any, field: Field | None) -> str:
        if value in (None, "", [], {}):
            return ""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if field and field.type == FieldType.PERSON:
            return self._people.get(value, _("somebody who is no longer here"))
        if field and field.type == FieldType.CHOICE:
            return next((str(choice.label) for choice in field.choices if choice.value == value), str(value))
        if isinstance(value, Mapping):
            return _amount(value)
        if isinstance(value, Sequence) and not isinstance(value, str):
            return ", ".join(str(item) for item in value)
        return _text(str(value), is_date=field is not None and field.type == FieldType.DATE)


def _amount(value: Mapping[str, Any]) -> str:
    amount = str(value.get("amount", "")).removesuffix(".00")
    whole, dot, rest = amount.partition(".")
    grouped = f"{int(whole):,}" if whole.lstrip("-").isdigit() else whole
    return f"{grouped}{dot}{rest} {value.get('currency', '')}".strip()


def _text(text: str, *, is_date: bool) -> str:
    if is_date and len(text) == 10:
        try:
            return exact_day(date.fromisoformat(text))
        except ValueError:
            return text
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
