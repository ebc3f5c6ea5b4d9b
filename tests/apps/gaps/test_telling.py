"""Owners hear that a gap opened; who promised something about it hears that it closed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accord.apps.gaps import reads
from accord.apps.gaps.permissions import visible_to
from accord.apps.gaps.rules import GapState
from accord.apps.notices import writes as notices
from accord.apps.notices.models import Notice
from accord.apps.notices.sockets import kinds
from accord.apps.promises import writes as promises
from accord.apps.ui.rules import Ref

pytestmark = [pytest.mark.one_database, pytest.mark.django_db]


def told(code):
    """Give (person, what it says to them now) of every notice of a kind."""
    kind = next(one for one in kinds if one.code == code)
    return {
        row.person.name: said.sentence
        for row in Notice.objects.filter(kind=code).select_related("person")
        for said in kind.say(row.person, [row.ref]).values()
    }


def test_owners_hear_that_it_opened_and_who_acted_that_it_closed(portfolio, cast):
    portfolio.measure()
    portfolio.measure()
    gap = portfolio.gap
    notices.gather(by=None, at=portfolio.now)
    assert set(told("gaps.opened")) == {gap.business_owner.name, gap.it_owner.name}
    assert all(sentence.startswith("Out of step: ") for sentence in told("gaps.opened").values())

    promises.make_promise(
        what="Open what is closed", owner_id=cast.marketer.pk, made_to_id=cast.ceo.pk, is_minuted=True,
        due_date=portfolio.now.date() + timedelta(days=9), about=Ref("gaps.gap", gap.pk), by=cast.office, at=portfolio.now,
    )  # fmt: skip
    portfolio.show()
    while portfolio.gap.state == GapState.OPEN:
        portfolio.measure()
    notices.gather(by=None, at=portfolio.now)

    assert told("gaps.opened") == {}  # what no longer holds is not said
    may_see = {one.name for one in (gap.business_owner, gap.it_owner, cast.marketer, cast.ceo) if visible_to(one)}
    assert set(told("gaps.closed")) == may_see >= {gap.business_owner.name, gap.it_owner.name}
    assert set(told("gaps.closed").values()) == {f"Closed, the measure has moved: {title(gap, cast)}"}


def title(gap, cast):
    return reads.gap_titles(viewer=cast.cio, ids=[gap.pk])[gap.pk][0]
