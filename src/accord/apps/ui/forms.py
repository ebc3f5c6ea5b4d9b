"""What every form does with a refusal: errors at their fields, and two people's edits brought together."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from accord.apps.ui.rules import EditConflict, Invalid, Ref


def add_refusal(form: forms.BaseForm, refusal: Invalid) -> None:
    """Put each sentence of a refusal at its field, and what belongs to no field above the form."""
    for name, sentence in refusal.fields.items():
        form.add_error(name if name in form.fields else None, sentence)
    if not refusal.fields:
        form.add_error(None, refusal.message)


def merge_conflict(data: QueryDict, conflict: EditConflict, *, prefix: str = "") -> QueryDict:
    """Bring what was typed together with what somebody else saved meanwhile.

    A field this person left as it was when the form opened takes the other's value; what they typed stays. The
    hidden ``version`` becomes the current one, so that saving again means both are seen. ``prefix`` is the form's.
    """
    merged = data.copy()
    for field, now in conflict.theirs.items():
        name = _named(merged, field, prefix, unticked=isinstance(conflict.base.get(field), bool))
        if name and merged.getlist(name) == posted(conflict.base.get(field)):
            merged.setlist(name, posted(now))
    merged[f"{prefix}-version" if prefix else "version"] = str(conflict.current_version)
    return merged


def posted(value: Any) -> list[str]:
    """Write a value of the trail as a browser posts it: a reference as its id, yes as "on", nothing as ""."""
    match value:
        case None:
            return [""]
        case bool():
            return ["on"] if value else []
        case list():
            return [item for part in value for item in posted(part)]
        case str():
            return [_id_or_text(value)]
        case _:
            return [str(value)]


def _named(data: QueryDict, field: str, prefix: str, *, unticked: bool) -> str:
    """Find a field among the posted ones; a box that is not ticked is not posted at all."""
    for name in (field, f"{field}_id"):
        full = f"{prefix}-{name}" if prefix else name
        if full in data:
            return full
    return (f"{prefix}-{field}" if prefix else field) if unticked else ""


def _id_or_text(value: str) -> str:
    try:
        return str(Ref.parse(value).id)
    except ValueError:
        return value
