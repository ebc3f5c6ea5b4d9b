"""Getting to know extra fields that people name by hand, so that a file finds them again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accord.apps.batches.models import ExtraField
from accord.apps.batches.rules.fields import FieldType

MOST_CODE = 80


# no event: the write that sets the values tells of them
def know_extra_fields(*, target: str, values: Mapping[str, Any]) -> None:
    """Note the names and types of extra fields that records of a target now carry, where they are not known yet."""
    names = [name for name, value in values.items() if value is not None and len(name) <= MOST_CODE]
    known = set(ExtraField.objects.filter(target=target, code__in=names).values_list("code", flat=True))
    ExtraField.objects.bulk_create(
        [
            ExtraField(target=target, code=name, label=name, type=_type(values[name]))
            for name in names
            if name not in known
        ],
        ignore_conflicts=True,
    )


def _type(value: Any) -> FieldType:
    if isinstance(value, bool):
        return FieldType.YES_NO
    return FieldType.NUMBER if isinstance(value, (int, float)) else FieldType.TEXT
