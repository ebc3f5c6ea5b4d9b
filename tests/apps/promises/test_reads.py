"""Lists, promises about records, whose turn, good news: with few queries and nothing limited."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict

from accord.apps.promises import plugs, reads, writes
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref
from tests.apps.promises.conftest import AT, DUE, LATER


def listed(viewer, address="", as_of=DUE):
    spec = reads.promises_spec(viewer=viewer, as_of=as_of)
    page = reads.promise_lines(viewer=viewer, query=ListQuery.parse(QueryDict(address), spec), as_of=as_of)
    return [line.what for line in page.rows]


class TestPromiseLines:
    @pytest.mark.parametrize(
        ("address", "days", "found"),
        [
            ("part=mine", 0, True),
            ("part=to_me", 0, False),
            ("state=open", 0, True),
            ("state=kept", 0, False),
            ("due=late", 0, False),
            ("due=late", 1, True),
            ("due=soon", -7, True),
            ("due=soon", -8, False),
            ("q=sample+mia", 0, True),
            ("q=takeover", 0, False),
        ],
    )
    def test_can_be_narrowed(self, promise, cast, address, days, found):
        assert bool(listed(cast.marketer, address, DUE + timedelta(days=days))) == found

    def test_hides_what_it_is_about_from_those_who_may_not_see_it(self, promise, cast):
        page = reads.promise_page(viewer=cast.marketer, promise_id=promise.pk, as_of=DUE)
        assert (page.line.about, page.line.about_title) == (None, "")
        assert (
            reads.promise_page(viewer=cast.cio, promise_id=promise.pk, as_of=DUE).line.about_title == "Quiet takeover"
        )

    def test_takes_as_many_queries_for_many_as_for_one(self, promise, cast, secret, django_assert_num_queries):
        about = Ref("initiatives.initiative", secret.pk)
        for _ in range(12):
            writes.make_promise(what="More", owner_id=cast.marketer.pk, due_date=DUE, about=about, by=cast.cio, at=AT)
        with django_assert_num_queries(4):  # owners, count, rows, titles
            assert len(listed(cast.cio)) == 13

    def test_shows_nothing_to_others(self, promise, cast):
        assert listed(cast.delivery_lead) == listed(cast.operations_head) == []
        assert titles(viewer=cast.delivery_lead, refs=[Ref("promises.promise", promise.pk)]) == {}
        assert plugs._found(cast.delivery_lead, "sample", 9) == []


def test_promises_about_are_grouped_by_record_in_few_queries(promise, cast, secret, django_assert_num_queries):
    about = Ref("initiatives.initiative", secret.pk)
    with django_assert_num_queries(2):
        found = reads.promises_about(viewer=cast.cio, refs=[about, Ref("initiatives.initiative", 10**6)], as_of=DUE)
    assert {ref: [line.what for line in lines] for ref, lines in found.items()} == {about: ["Send the sample invoices"]}
    assert reads.promises_about(viewer=cast.delivery_lead, refs=[about]) == {}


def test_it_is_the_owners_turn_within_a_week(promise, cast):
    assert plugs.due(cast.marketer, DUE - timedelta(days=8)) == []
    (item,) = plugs.due(cast.marketer, DUE - timedelta(days=7))
    assert (item.verb, item.sentence, item.due) == ("Keep", "Send the sample invoices", DUE)
    assert plugs.due(cast.cio, date(2026, 6, 30)) == []


def test_good_news_are_those_kept_lately_that_one_may_see(promise, cast):
    writes.keep_promise(promise=promise, by=cast.marketer, at=LATER)
    (good,) = plugs.kept_lately(cast.employee, AT)
    assert good.sentence == "Mia Copy kept a promise: Send the sample invoices"
    assert plugs.kept_lately(cast.employee, LATER + timedelta(seconds=1)) == []
    assert plugs.kept_lately(cast.delivery_lead, AT) == []
