"""What all writes of decisions check and do alike: persons, refusals, who is consulted, changing under a version."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.apps.decisions import permissions, rules
from accord.apps.decisions.events import DecisionEdited
from accord.apps.decisions.models import Consulted, Decision, Option
from accord.apps.decisions.rules import OptionWords
from accord.apps.initiatives.rules import Reason, why_not_text
from accord.apps.people.models import Person
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change, Event
from accord.apps.trail.reads import VERSION
from accord.apps.ui.rules import Invalid, NotFound, Ref, Viewer, WrongState

DECISION = "decisions.decision"
PERSON = "people.person"
NO_PERSON = Reason(gettext_noop("Choose a person from the list."))
_WHY = Reason(gettext_noop("Say why in a few words, so that nobody has to guess."))
WORDS = ("question", "option", "reasons", "review", "reason")  # what people write in their own words


def found(by: Viewer, decision_id: int, *, is_minuted: bool = False) -> Decision:
    """Get the decision to change. Raises NotFound if it is not there or, outside a meeting, not to be seen."""
    if not is_minuted:
        return permissions.find(by, decision_id)
    one = Decision.objects.select_related("decider", "raised_by").filter(pk=decision_id).first()
    if one is None:
        raise NotFound(_("There is no such decision, or it is not open to you."))
    return one


def change(
    decision: Decision,
    values: Mapping[str, Any],
    event: type[Event],
    *,
    by: Viewer,
    at: datetime,
    seen_version: int | None = None,
) -> None:
    """Change under the version that was looked at: of the page if it is known, else of the record as loaded."""
    trail.edit(
        decision,
        values,
        event=event,
        subject=Ref(DECISION, decision.pk),
        by=by,
        at=at,
        seen_version=decision.version if seen_version is None else seen_version,
        personal=dict.fromkeys(WORDS, by.pk),
    )


def person(person_id: int, field: str) -> Person:
    """Get an active person. Raises Invalid at the field."""
    one = Person.objects.select_related("department").filter(pk=person_id, is_active=True, erased_at=None).first()
    if one is None:
        raise Invalid(said(NO_PERSON), {field: said(NO_PERSON)})
    return one


def people(person_ids: Collection[int], field: str) -> list[Person]:
    """Get active persons in the order given, each once. Raises Invalid at the field if one is not there."""
    ids = list(dict.fromkeys(person_ids))
    there = Person.objects.select_related("department").filter(is_active=True, erased_at=None).in_bulk(ids)
    if len(there) < len(ids):
        raise Invalid(said(NO_PERSON), {field: said(NO_PERSON)})
    return [there[pk] for pk in ids]


def side_of(someone: Person) -> str:
    """Say on which side somebody's department stands; empty if that is not known."""
    return someone.department.side if someone.department else ""


def said(reason: Reason) -> str:
    """Say a reason in the reader's language."""
    return _(reason.text) % reason.values if reason.values else _(reason.text)


def refuse(**reasons: Reason | None) -> None:
    """Raise Invalid with a sentence at each field that has one."""
    fields = {name: said(reason) for name, reason in reasons.items() if reason}
    if fields:
        raise Invalid(_("Some values cannot be taken: please look at them again."), fields)


def refuse_state(reason: Reason | None) -> None:
    """Raise WrongState if there is a reason."""
    if reason:
        raise WrongState(said(reason))


def why_not_reason(words: str) -> Reason | None:
    """Say why a reason cannot be taken: it is missing or too long."""
    return why_not_text(words, most=rules.MOST_WORDS) if words.strip() else _WHY


def as_options(options: Sequence[str | OptionWords]) -> list[OptionWords]:
    """Give options as words with what speaks for and against them; blank ones are left out."""
    words = [OptionWords(one) if isinstance(one, str) else one for one in options]
    return [one for one in (each.stripped() for each in words) if one.text or one.pro or one.con]


def set_options(decision: Decision, options: Sequence[OptionWords], *, by: Viewer, at: datetime) -> None:
    """Replace the options, told in one event; nothing happens if they are the same."""
    before = [OptionWords(one.text, one.pro, one.con) for one in decision.options.all()]
    if list(options) == before:
        return
    decision.options.all().delete()
    write_options(decision, options)
    told = Change(field="options", old=[one.text for one in before], new=[one.text for one in options], person_id=by.pk)
    tell(decision, told, by=by, at=at)


def write_options(decision: Decision, options: Sequence[OptionWords]) -> None:
    """Write the options of a decision that has none."""
    Option.objects.bulk_create(
        Option(decision=decision, position=place, text=one.text, pro=one.pro, con=one.con)
        for place, one in enumerate(options, start=1)
    )


def set_consulted(decision: Decision, consulted: Sequence[Person], *, by: Viewer, at: datetime) -> None:
    """Replace who is consulted, told in one event; erased ones stay, nothing happens if they are the same."""
    before = set(decision.consulted.exclude(person=None).values_list("person", flat=True))
    now = {one.pk for one in consulted}
    if before == now:
        return
    decision.consulted.filter(person__in=before - now).delete()
    write_consulted(decision, [one for one in consulted if one.pk not in before])
    old, new = (sorted(str(Ref(PERSON, pk)) for pk in ids) for ids in (before, now))
    tell(decision, Change(field="consulted", old=old, new=new), by=by, at=at)


def write_consulted(decision: Decision, consulted: Sequence[Person]) -> None:
    """Write who is consulted, with their side as it is now."""
    Consulted.objects.bulk_create(Consulted(decision=decision, person=one, side=side_of(one)) for one in consulted)


def tell(decision: Decision, told: Change, *, by: Viewer, at: datetime) -> None:
    """Tell what changed beside the record's own fields, as its next version."""
    version = decision.version
    Decision.objects.filter(pk=decision.pk, version=version).update(version=version + 1)
    decision.version = version + 1
    step = Change(field=VERSION, old=version, new=version + 1)
    trail.record(DecisionEdited(subject=Ref(DECISION, decision.pk), changes=(told, step)), by=by, at=at)
