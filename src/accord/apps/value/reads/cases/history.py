"""The history of a case to read: by version, then by person and day, one line each, from the first old value to the last new one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.apps.trail.models import Detail, Entry
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.value.models import Case, CaseVersion, Line
from accord.apps.value.reads.cases.changes import FIELD_LABELS, words_of
from accord.apps.value.rules.words import CASE_STATE_LABELS, RHYTHM_LABELS, SIDE_LABELS

CASE, VERSION, LINE, PERSON = "value.case", "value.version", "value.line", "people.person"
MOST = 2_000  # entries of one case
UNSAID = {
    "version",
    "of",
    "state",
    "digest",
    "offered_at",
    "offered_by",
    "signed_at",
    "replaced_at",
    "line",
    "line_version",
}
MOMENTS = {
    "value.version.begun": "begun", "value.version.offered": "offered", "value.version.taken_back": "taken_back",
    "value.version.signed": "signed", "value.version.signature_withdrawn": "withdrawn", "value.version.in_force": "in_force",
    "value.version.replaced": "replaced", "value.version.discarded": "discarded", "value.version.put_back": "put_back",
}  # fmt: skip


@dataclass(frozen=True)
class PastDay:
    """What one person did on one day: a line each."""

    on: date
    who: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class PastVersion:
    """What happened to one version, the latest day first; without a number: what holds for all versions."""

    number: int | None
    state_label: str
    is_open: bool  # shown at once
    days: tuple[PastDay, ...]


@dataclass(frozen=True)
class _Told:
    """One entry with its values."""

    entry: Entry
    number: int | None
    values: Mapping[str, tuple[Any, Any]]
    title: str = ""


# no viewer: the caller has found the case as its viewer; names are looked up as them
def case_past(*, viewer: Viewer, case: Case, versions: Sequence[CaseVersion]) -> tuple[PastVersion, ...]:
    """Tell what happened to a case, the newest version first (five queries, and one for each kind of record that is named)."""
    numbers = {one.pk: one.number for one in versions}
    gone = _gone(numbers)
    lines = {pk: number for pk, (number, _title) in gone.items()}
    lines |= dict(Line.objects.filter(of__case=case).values_list("pk", "of__number"))
    about = Q(subject_kind=CASE, subject_id=case.pk) | Q(subject_kind=VERSION, subject_id__in=numbers)
    about |= Q(subject_kind=LINE, subject_id__in=lines)
    entries = list(Entry.objects.filter(about).order_by("-id")[:MOST])
    values = _values(entries)
    refs = {ref for parts in values.values() for pair in parts.values() for ref in map(_ref, pair) if ref}
    refs |= {Ref(PERSON, one.actor_id) for one in entries if one.actor_id}
    refs |= {one.subject for one in entries if one.subject_kind == LINE}
    named = {Ref(LINE, pk): (title, "") for pk, (_number, title) in gone.items()} | titles(viewer=viewer, refs=refs)
    told = [_told(one, values.get(one.pk, {}), numbers, lines, named) for one in reversed(entries)]
    states = {one.number: _(CASE_STATE_LABELS[one.state]) for one in versions}
    order: list[int | None] = [*sorted(states, reverse=True), None]
    found = [
        PastVersion(number, states.get(number, "") if number else "", number == order[0], tuple(_days(own, named)))
        for number in order
        if (own := [one for one in told if one.number == number])
    ]
    return tuple(one for one in found if one.days)


def _gone(numbers: Mapping[int, int]) -> dict[int, tuple[int, str]]:
    """Map lines that were removed to the number of their version and their title, as the trail keeps them."""
    removed = Detail.objects.filter(
        entry__code="value.line.removed", entry__subject_kind=VERSION, entry__subject_id__in=numbers,
        field__in=["line", "title"],
    )  # fmt: skip
    found: dict[int, dict[str, Any]] = {}
    for entry, version, field, old in removed.values_list("entry", "entry__subject_id", "field", "old"):
        found.setdefault(entry, {"number": numbers[version]})[field] = old
    return {int(one["line"]): (one["number"], str(one.get("title", ""))) for one in found.values() if one.get("line")}


def _values(entries: Iterable[Entry]) -> dict[int, dict[str, tuple[Any, Any]]]:
    found: dict[int, dict[str, tuple[Any, Any]]] = {}
    for one in Detail.objects.filter(entry__in=[entry.pk for entry in entries]).order_by("entry", "position"):
        said = _("(erased)") if one.erased_at else None
        found.setdefault(one.entry_id, {})[one.field] = (said or one.old, said or one.new)
    return found


def _ref(value: object) -> Ref | None:
    if isinstance(value, str) and value.startswith(("people.person:", "goals.measure:")):
        return Ref.parse(value)
    return None


def _told(
    entry: Entry, values: Mapping[str, tuple[Any, Any]], numbers: Mapping[int, int], lines: Mapping[int, int],
    named: Mapping[Ref, tuple[str, str]],
) -> _Told:  # fmt: skip
    match entry.subject_kind:
        case "value.version":
            return _Told(entry, numbers.get(entry.subject_id), values, str(values.get("title", ("", ""))[0] or ""))
        case "value.line":
            return _Told(entry, lines.get(entry.subject_id), values, named.get(entry.subject, ("", ""))[0])
    return _Told(entry, None, values)


# --- days -----------------------------------------------------------------------------------------------------------


def _days(told: Sequence[_Told], named: Mapping[Ref, tuple[str, str]]) -> list[PastDay]:
    """Bring what one person did on one day together; what came to nothing by its end is left out."""
    days = []
    for (on, actor), own in groupby(told, key=lambda one: (timezone.localdate(one.entry.at), one.entry.actor_id)):
        who = named.get(Ref(PERSON, actor), (_("someone"), ""))[0] if actor else _("Accord")
        if lines := tuple(_lines(list(own), named)):
            days.append(PastDay(on, who, lines))
    return days[::-1]


def _lines(own: Sequence[_Told], named: Mapping[Ref, tuple[str, str]]) -> Iterable[str]:
    moments = [words for one in own if (words := _moment(one))]
    is_begun = any(MOMENTS.get(one.entry.code) == "begun" for one in own)
    first = moments[:1] if is_begun else []
    yield from first
    yield from _changed(
        [one for one in own if one.entry.subject_kind != LINE and not one.entry.code.startswith("value.line.")], named
    )
    yield from _of_lines([one for one in own if one.entry.code.startswith("value.line.")], named)
    yield from moments[len(first) :]


def _moment(one: _Told) -> str:
    """Say what happened to a version as a whole."""
    side = _(SIDE_LABELS.get(str(one.values.get("side", ("", ""))[1]), ""))
    match MOMENTS.get(one.entry.code):
        case "begun":
            return _("Began it")
        case "offered":
            return _("Put it to the signers")
        case "taken_back":
            return _("Took it back from the signers")
        case "signed":
            return _("Signed for %(side)s") % {"side": side}
        case "withdrawn":
            reason = one.values.get("reason", ("", ""))[1] or ""
            return _("Withdrew the signature of %(side)s: %(why)s") % {"side": side, "why": reason}
        case "in_force":
            return _("All three sides have signed: it is in force")
        case "replaced":
            return _("Replaced by a newer version")
        case "discarded":
            return _("Discarded it")
        case "put_back":
            return _("Put it back, to go on writing it")
    return ""


def _changed(own: Iterable[_Told], named: Mapping[Ref, tuple[str, str]]) -> Iterable[str]:
    """Say each value of a version that differs at the end of the day from what it was at its beginning."""
    for name, (old, new) in _merged(one for one in own if not MOMENTS.get(one.entry.code)).items():
        if _label(name):
            yield _from_to(_label(name), _say(name, old, named), _say(name, new, named))


def _merged(own: Iterable[_Told]) -> dict[str, tuple[Any, Any]]:
    found: dict[str, tuple[Any, Any]] = {}
    for one in own:
        for name, (old, new) in one.values.items():
            if name not in UNSAID:
                found[name] = (found[name][0] if name in found else old, new)
    return {name: pair for name, pair in found.items() if not _is_same(*pair)}


def _of_lines(own: Sequence[_Told], named: Mapping[Ref, tuple[str, str]]) -> Iterable[str]:
    """Say what happened to lines: added, removed together, changed, put back."""
    by_line: dict[int, list[_Told]] = {}
    for one in own:
        key = (
            one.values.get("line", (one.entry.subject_id,))[0]
            if one.entry.code == "value.line.removed"
            else one.entry.subject_id
        )
        by_line.setdefault(int(key), []).append(one)
    removed: list[str] = []
    for some in by_line.values():
        codes = [one.entry.code.rpartition(".")[2] for one in some]
        if codes[-1] == "removed":
            removed += [] if codes[0] == "added" else [some[-1].title]
        elif codes[0] == "restored":
            yield _("Put “%(title)s” back") % {"title": some[-1].title}
        elif codes[0] == "added":
            last = {name: new for name, (_old, new) in _merged(some).items()}
            yield _("Added “%(title)s”: %(what)s") % {
                "title": last.get("title", some[-1].title),
                "what": _amounts(last),
            }
        else:
            yield from (
                _from_to(f"{some[-1].title} · {_label(name)}", _say(name, old, named), _say(name, new, named))
                for name, (old, new) in _merged(one for one in some if one.entry.code == "value.line.edited").items()
            )
    if removed:
        yield ngettext("Removed %(names)s", "Removed %(n)s lines: %(names)s", len(removed)) % {
            "n": len(removed), "names": ", ".join(f"“{title}”" for title in dict.fromkeys(removed)),
        }  # fmt: skip


def _amounts(line: Mapping[str, Any]) -> str:
    low, likely, high = (_say(name, line.get(name), {}) for name in ("low", "likely", "high"))
    words = {"likely": likely, "low": low, "high": high, "currency": line.get("currency", "")}
    words["rhythm"] = _(RHYTHM_LABELS.get(str(line.get("rhythm", "monthly")), "")).lower()
    if low == high:
        return _("%(likely)s %(currency)s, %(rhythm)s") % words
    return _("%(likely)s (%(low)s to %(high)s) %(currency)s, %(rhythm)s") % words


# --- words ----------------------------------------------------------------------------------------------------------


def _from_to(name: str, old: str, new: str) -> str:
    return f"{name}: {old} → {new}"


def _label(name: str) -> str:
    label = FIELD_LABELS.get(name) or FIELD_LABELS.get(name + "_id")
    if label:
        return _(label)
    match name:
        case "risk_share":
            return _("Chance of a loss finance bears")
        case "review_months":
            return _("Months between reviews")
        case "is_research":
            return _("Research")
    return ""


def _is_same(old: Any, new: Any) -> bool:
    return bool(_plain(old) == _plain(new))


def _plain(value: Any) -> Any:
    """Bring a value of the trail back: an amount, a day, else as it is; nothing said is None."""
    if value in (None, "", {}):
        return None
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
        try:
            amount = Decimal(value)
        except InvalidOperation:
            return value
        return amount if amount.is_finite() else value
    return value


def _say(name: str, value: Any, named: Mapping[Ref, tuple[str, str]]) -> str:
    ref = _ref(value)
    if ref is not None:
        return named.get(ref, (_("a record that is gone or not yours to see"), ""))[0]
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    words = words_of(name, value if name in _TEXTS else _plain(value), {})
    return words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS].rstrip()}…"


MOST_WORDS = 160  # of a value; all of it stands on the whole trail
_TEXTS = {
    "title",
    "note",
    "counterfactual",
    "nothing_words",
    "switched_off",
    "exit_rule",
    "baseline_source",
    "currency",
    "cost_class",
}
