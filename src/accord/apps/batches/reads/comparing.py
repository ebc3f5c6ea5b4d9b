"""What a file is compared with: the target, what stands here now, known extra fields, persons by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from accord.apps.batches import sockets
from accord.apps.batches.models import Batch, ExtraField
from accord.apps.batches.rules.naming import forms_of
from accord.apps.batches.rules.problems import Kind
from accord.apps.batches.rules.words import code_of, fingerprint, fold
from accord.apps.batches.sockets import Part, Target
from accord.apps.people.models import Person
from accord.apps.ui.rules import WrongState

LONGEST_HEADING = 999  # a longer one may have been cut when it was stored


# no viewer: whoever brings a file in has been checked, and compares it with everything that is here
def target_of(batch: Batch) -> tuple[Target, list[Part]]:
    """Find what the batch becomes. Raises WrongState when no app offers it any more."""
    found = sockets.target(batch.target)
    if found is None:
        raise WrongState(_("What this file was meant for is not installed here."))
    return found, sockets.parts_of(batch.target)


# no viewer: whoever brings a file in has been checked, and compares it with everything that is here
def present(parts: Iterable[Part], ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Join what every part says about records as they stand now."""
    joined: dict[int, dict[str, Any]] = {pk: {} for pk in ids}
    if ids:
        for part in parts:
            for pk, values in part.now(ids).items():
                joined.setdefault(pk, {}).update(values)
    return joined


# no viewer: whoever brings a file in has been checked, and compares it with everything that is here
def settled(
    parts: Iterable[Part], values: Mapping[str, Any], now: Mapping[str, Any]
) -> tuple[Mapping[str, Any], list[tuple[Kind, str, Mapping[str, Any]]]]:
    """Let every part say which values can change a record as it stands, and collect what cannot."""
    problems: list[tuple[Kind, str, Mapping[str, Any]]] = []
    for part in parts:
        values, named = part.settle(values, now)
        problems += named
    return values, problems


# no viewer: whoever brings a file in has been checked, and compares it with everything that is here
def extra_codes(batch: Batch) -> list[str]:
    """Give each column the code of its extra field: the one known for its header, or a new one."""
    known = {
        fold(label): code for code, label in ExtraField.objects.filter(target=batch.target).values_list("code", "label")
    }
    taken = set(known.values())
    known |= {name: code for code in taken for name in (code, _plainly(code)) if name not in known}
    codes = []
    for header in batch.headers:
        code = known.get(fold(header)) or code_of(header) or "column"
        if code in taken and known.get(fold(header)) != code:
            code = f"{code[:60]}_{fingerprint([fold(header)])[:8]}"
        taken.add(code)
        codes.append(code)
    return codes


# no viewer: what extra fields are called is no secret; which records carry them is asked elsewhere
def extra_labels(*, target: str, codes: Collection[str]) -> dict[str, str]:
    """Map the codes of extra fields to headings that an import knows again: the label, the code where that is not unique.

    What is called like a field of the target itself says that it is an extra one. In the order in which they came to be known; a code nobody named comes last, as it is.
    """
    rows = list(ExtraField.objects.filter(target=target).values_list("code", "label"))
    taken = Counter(fold(label) for _code, label in rows)
    fields = {fold(str(name)) for field in sockets.fields_of(target) for name in (field.label, field.name)}
    named = {
        code: label if taken[fold(label)] == 1 and len(label) <= LONGEST_HEADING else code
        for code, label in rows
        if code in codes
    }
    named |= {code: code for code in sorted(set(codes) - set(named))}
    return {code: _plainly(code) if fold(heading) in fields else heading for code, heading in named.items()}


def _plainly(code: str) -> str:
    """Give the heading of an extra field that is called like a field of the target itself."""
    return f"extra: {code}"


# no viewer: see extra_labels
def extra_types(*, target: str) -> dict[str, str]:
    """Map the folded headings of known extra fields, labels and codes, to their types."""
    rows = ExtraField.objects.filter(target=target).values_list("code", "label", "type")
    return {name: kind for code, label, kind in rows for name in (code, _plainly(code), fold(label))}


# no viewer: whoever brings a file in has been checked, and compares it with everything that is here
def people_called(names: Iterable[str]) -> dict[str, int]:
    """Find persons by mail address or by a name that only one of them has, also as “Last, First”: folded text → id."""
    asked: dict[str, set[str]] = {}
    for name in names:
        for form in forms_of(name):
            asked.setdefault(form, set()).add(fold(name))
    rows = Person.objects.filter(is_active=True).annotate(low_name=Lower("name"), low_mail=Lower("email"))
    found: dict[str, set[int]] = {}
    for pk, name, mail in rows.values_list("pk", "low_name", "low_mail"):
        for text in (name, mail):
            for said in asked.get(fold(text), ()) if text else ():
                found.setdefault(said, set()).add(pk)
    return {text: next(iter(ids)) for text, ids in found.items() if len(ids) == 1}
