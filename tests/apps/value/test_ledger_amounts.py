"""Amounts add up to the cent, whatever the database, the view or the file."""

import random
from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.http import QueryDict

from accord.apps.initiatives.models import Initiative, Money
from accord.apps.ui.lists import ListQuery
from accord.apps.value import permissions
from accord.apps.value.models import Case, CaseVersion, Line, Posting, Rate
from accord.apps.value.reads.ledger import book as reads
from accord.apps.value.reads.ledger.amounts import amount_of, ledger_sums
from accord.apps.value.reads.ledger.lines import total_of
from accord.apps.value.rules.flows import last_month, months_of

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
TODAY = date(2026, 6, 1)


def posting(initiative, amount, **values) -> Posting:
    given = {
        "entry": "actual", "flow": "cost", "month": date(2026, 3, 1), "date": date(2026, 3, 9), "currency": "EUR",
        "posted_at": AT,
    } | values  # fmt: skip
    return Posting(initiative=initiative, amount=Decimal(amount), **given)


def sums(viewer, among=None) -> dict[tuple[int, str, str, str], Decimal]:
    found: dict[tuple[int, str, str, str], Decimal] = defaultdict(Decimal)
    for one in ledger_sums(viewer=viewer, among=among):
        found[one.initiative_id, one.what, one.flow, one.currency] += amount_of(one.cents)
    return found


def book(viewer, address: str = ""):
    spec = reads.ledger_spec(viewer=viewer)
    query = ListQuery.parse(QueryDict(address), spec)
    return reads.ledger_book(viewer=viewer, query=query, as_of=TODAY)


def test_ten_thousand_odd_amounts_add_up_to_the_cent(cast, initiative):
    chance = random.Random(20_261_122)
    amounts = [Decimal(chance.randrange(-(10**9), 10**11)) / 100 for _ in range(10_000)]
    Posting.objects.bulk_create([posting(initiative, amount) for amount in amounts], batch_size=500)

    found = sums(cast.cfo)

    assert found[initiative.pk, "actual", "cost", "EUR"] == sum(amounts)
    assert book(cast.cfo).total.actual == sum(amounts)


def test_plans_what_the_lines_of_the_signed_version_say_until_the_horizon(cast, initiative):
    case = Case.objects.create(initiative=initiative, created_at=AT)
    start, horizon = date(2026, 2, 1), 14
    signed = CaseVersion.objects.create(
        case=case, number=1, state="signed", start_month=start, horizon_months=horizon, currency="EUR",
        discount_share=Decimal("0.08"), digest="x", created_at=AT, offered_at=AT, signed_at=AT,
    )  # fmt: skip
    lines = [
        ("once", date(2026, 2, 1), None, "100.01"),
        ("once", date(2027, 4, 1), None, "999"),  # after the horizon
        ("monthly", date(2026, 11, 1), date(2027, 1, 1), "10.10"),
        ("monthly", date(2027, 3, 1), date(2028, 3, 1), "1.07"),  # cut at the horizon
        ("quarterly", date(2026, 2, 1), None, "5.55"),
        ("yearly", date(2026, 3, 1), None, "7.77"),
        ("yearly", date(2026, 2, 1), date(2026, 12, 1), "0.03"),
        ("monthly", date(2027, 5, 1), None, "999"),  # begins after the horizon
    ]
    for place, (rhythm, first, last, amount) in enumerate(lines):
        value = Decimal(amount)
        Line.objects.create(
            of=signed, key=str(place), position=place, flow="cost", kind="run", title="x", rhythm=rhythm,
            from_month=first, to_month=last, low=value, likely=value, high=value, currency="EUR",
        )  # fmt: skip
    Money.objects.create(
        initiative=initiative, period=start, kind="planned", flow="cost", amount=Decimal(1), currency="EUR"
    )

    # by hand: 100.01 · 3 × 10.10 · 1 × 1.07 (March 2027) · 5 × 5.55 (Feb, May, Aug, Nov, Feb) · 2 × 7.77 · 0.03
    by_hand = Decimal("100.01") + Decimal("30.30") + Decimal("1.07") + Decimal("27.75") + Decimal("15.54")
    assert sums(cast.cfo)[initiative.pk, "planned", "cost", "EUR"] == by_hand + Decimal("0.03")
    last = last_month(start, horizon)
    listed = [Decimal(a) * len(months_of(r, first, to, last=last)) for r, first, to, a in lines]
    assert sums(cast.cfo)[initiative.pk, "planned", "cost", "EUR"] == sum(listed)


def test_postings_count_where_there_are_any_and_monthly_totals_elsewhere(cast, initiative):
    for month, amount in ((2, "500"), (3, "70")):
        Money.objects.create(
            initiative=initiative, period=date(2026, month, 1), kind="actual", flow="cost", amount=Decimal(amount),
            currency="EUR",
        )  # fmt: skip
    posting(initiative, "80.50").save()
    posting(initiative, "-0.50").save()
    posting(initiative, "9", month=date(2026, 2, 1), removed_at=AT).save()
    posting(initiative, "4", entry="committed").save()

    found = sums(cast.cfo)

    assert found[initiative.pk, "actual", "cost", "EUR"] == Decimal("580.00")
    assert found[initiative.pk, "committed", "cost", "EUR"] == 4


@pytest.mark.one_database
def test_leaves_out_what_has_no_rate_and_names_it(cast, initiative):
    other = Initiative.objects.create(title="Swiss branch", created_at=AT)
    third = Initiative.objects.create(title="Dollar branch", created_at=AT)
    Money.objects.create(
        initiative=initiative,
        period=date(2026, 1, 1),
        kind="planned",
        flow="cost",
        amount=Decimal("0.01"),
        currency="EUR",
    )
    Posting.objects.bulk_create([
        posting(initiative, "10.00"), posting(initiative, "33.33", currency="USD"),
        posting(third, "0.05", currency="USD"), posting(other, "40000", currency="CHF"),
    ])  # fmt: skip
    Rate.objects.create(
        currency="USD", against="EUR", date=date(2026, 5, 1), rate=Decimal("0.9"), source="Central bank", entered_at=AT
    )

    found = book(cast.cfo, "sort=title")

    assert [(line.title, line.actual, line.without_rate) for line in found.lines] == [
        ("Dollar branch", Decimal("0.04"), ()),  # 0.045, half to even
        ("Invoice reader", Decimal("40.00"), ()),  # 10.00 + 29.997 → 30.00
        ("Swiss branch", None, ("CHF",)),
    ]
    assert (found.to_report, found.total.actual) == ("EUR", Decimal("40.04"))
    assert [(one.currency, one.total.actual) for one in found.left_out] == [("CHF", 40_000)]
    assert found.total == total_of(found.lines)


@pytest.mark.one_database
def test_narrows_sorts_and_groups_without_losing_a_cent(cast, initiative, measure):
    rest = [Initiative.objects.create(title=f"Work {n}", department=cast.operations, created_at=AT) for n in range(5)]
    Posting.objects.bulk_create([posting(one, f"{n}.{n}1") for n, one in enumerate([initiative, *rest])])

    everything, falling = book(cast.cfo), book(cast.cfo, "sort=-actual")
    of_goal, of_unit = book(cast.cfo, f"goal={measure.goal_id}"), book(cast.cfo, f"department={cast.operations.pk}")
    groups = reads.ledger_groups(viewer=cast.cfo, lines=everything.lines, by="department")

    amounts = [line.actual for line in falling.lines]
    assert amounts == sorted(amounts, reverse=True)
    assert [line.title for line in of_goal.lines] == ["Invoice reader"]
    assert of_goal.total.actual + of_unit.total.actual == everything.total.actual
    assert sum(group.total.actual for group in groups) == everything.total.actual
    assert not book(cast.cfo, "case=signed").lines
    assert len(book(cast.cfo, "case=none&q=work").lines) == 5


@pytest.mark.one_database
@pytest.mark.parametrize(("key", "place"), [("actual", 3), ("committed", 1), ("measured", 5)])
def test_sorts_the_whole_list_by_any_column_with_what_is_unknown_last(cast, key, place):
    work = [
        Initiative.objects.create(title=f"Work {n:02}", department=cast.operations, created_at=AT) for n in range(60)
    ]
    moved = {"actual": {}, "committed": {"entry": "committed"}, "measured": {"flow": "benefit"}}[key]
    Posting.objects.bulk_create([posting(one, f"{37 * n % 50}.00", **moved) for n, one in enumerate(work[:50])])

    for sort in (key, f"-{key}"):
        lines = book(cast.cfo, f"sort={sort}").lines
        known, rest = [line.cells[place] for line in lines[:50]], [line.cells[place] for line in lines[50:]]
        assert known == sorted(range(0, 5_000, 100), reverse=sort.startswith("-"))
        assert rest == [None] * 10
        groups = reads.ledger_groups(viewer=cast.cfo, lines=lines, by="department", sort=sort)
        assert [one.total.cells[place] for one in groups] == [sum(range(0, 5_000, 100))]


@pytest.mark.one_database
def test_says_in_each_header_of_money_how_it_is_sorted(cast, initiative, client_of):
    posting(initiative, "1.00").save()
    page = client_of(cast.cfo).get("/value/?sort=-committed").content.decode()
    headers = page.partition("Ledger by initiative")[2].partition("</thead>")[0]

    for key in ("planned", "released", "actual", "benefit", "realised"):
        assert f'href="?sort=-{key}"' in headers
    [sorted_by] = [one for one in headers.split("<th") if "aria-sort" in one]
    assert 'aria-sort="descending"' in sorted_by
    assert 'href="?sort=committed"' in sorted_by
    assert (
        'href="?by=department&amp;sort=-realised"' in client_of(cast.cfo).get("/value/?by=department").content.decode()
    )


@pytest.mark.one_database
def test_asks_as_often_for_many_as_for_one(cast, initiative, django_assert_num_queries, django_assert_max_num_queries):
    posting(initiative, "1").save()
    with django_assert_max_num_queries(13) as first:
        book(cast.cfo)
    many = [Initiative.objects.create(title=f"Work {n}", created_at=AT) for n in range(60)]
    Posting.objects.bulk_create([posting(one, "1.01") for one in many])

    with django_assert_num_queries(len(first.captured_queries)):
        assert len(book(cast.cfo).lines) == 61


@pytest.mark.one_database
def test_shows_nobody_what_is_not_open_to_them(cast, initiative, secret):
    Posting.objects.bulk_create([posting(initiative, "1"), posting(secret, "2")])

    assert [line.title for line in book(cast.department_head).lines] == ["Invoice reader"]
    assert book(cast.operations_head).total.actual == 2
    assert book(cast.employee).lines == []
    assert permissions.visible_to(cast.cfo).count() == len(book(cast.cfo).lines)
