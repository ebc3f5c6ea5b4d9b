"""The value ledger over 10,000 initiatives: its page, and a plain script that adds up the same; time, queries, ratio.

    python benchmarks/ledger.py [INITIATIVES]

Every initiative has a signed case of four lines, six postings and six monthly totals; one in five is in another currency.
The plain script is what an analyst writes without Accord: it reads the same tables row by row and adds up in decimals.
Both must come to the same cent. A bare page reads fifty rows and writes them into a table, same run.
"""

import os
import random
import sys
import tempfile
import time
from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import partial

import pages
from _timing import bare_page, median

AT = pages.AT
LINES = (
    ("cost", "build", "once", date(2026, 1, 1), None), ("cost", "run", "monthly", date(2026, 6, 1), None),
    ("cost", "people", "quarterly", date(2026, 1, 1), date(2027, 12, 1)), ("benefit", "cash", "monthly", date(2026, 9, 1), None),
)  # fmt: skip
STEPS = {"monthly": 1, "quarterly": 3, "yearly": 12}


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory(prefix="accord-bench-") as home:
        os.environ["ACCORD_HOME"] = home
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.site.settings")
        clock = time.perf_counter()
        cio, _head = pages.organisation(count)
        value(random.Random(20_261_123))
        print(f"{count:,} initiatives with cases and postings written in {time.perf_counter() - clock:.1f} s")
        show(cio)


def value(chance: random.Random) -> None:
    """Sign a case for every initiative, post, and state monthly totals."""
    from accord.apps.initiatives.models import Initiative, Money
    from accord.apps.value.models import Case, CaseVersion, Line, Posting, Rate

    about = [one.pk for one in Initiative.objects.order_by("pk").only("pk")]
    Rate.objects.create(
        currency="USD", against="EUR", date=date(2026, 1, 1), rate=Decimal("0.91"), source="x", entered_at=AT
    )
    cases = Case.objects.bulk_create((Case(initiative_id=pk, created_at=AT) for pk in about), batch_size=500)
    versions = CaseVersion.objects.bulk_create(
        (
            CaseVersion(
                case=case, number=1, state="signed", start_month=date(2026, 1, 1), currency=coin(case.initiative_id),
                discount_share=Decimal("0.08"), digest="x", created_at=AT, offered_at=AT, signed_at=AT,
            )
            for case in cases
        ), batch_size=500,
    )  # fmt: skip
    Line.objects.bulk_create(
        (
            Line(
                of=one, key=str(place), position=place, flow=flow, kind=kind, title="x", rhythm=rhythm, from_month=first,
                to_month=last, low=amount, likely=amount, high=amount, currency=one.currency,
            )
            for one in versions for place, (flow, kind, rhythm, first, last) in enumerate(LINES)
            for amount in [odd(chance)]
        ), batch_size=500,
    )  # fmt: skip
    Posting.objects.bulk_create(
        (
            Posting(
                initiative_id=pk, entry=chance.choice(("actual", "committed")), flow="cost", month=date(2026, month, 1),
                date=date(2026, month, 9), amount=odd(chance), currency=coin(pk), posted_at=AT,
            )
            for pk in about for month in range(1, 7)
        ), batch_size=500,
    )  # fmt: skip
    Money.objects.all().delete()
    Money.objects.bulk_create(
        (
            Money(initiative_id=pk, period=date(2026, month, 1), kind="actual", flow="cost", amount=odd(chance), currency=coin(pk))
            for pk in about for month in range(4, 10)
        ), batch_size=500,
    )  # fmt: skip


def odd(chance: random.Random) -> Decimal:
    """Give an amount with odd cents."""
    return Decimal(chance.randrange(1, 10**8)).scaleb(-2)


def coin(pk: int) -> str:
    """Give one initiative in five another currency."""
    return "USD" if pk % 5 == 0 else "EUR"


def plain() -> dict[str, Decimal]:
    """Add the same up in the plain way: every row as an object, decimals in Python."""
    from accord.apps.initiatives.models import Money
    from accord.apps.value.models import Line, Posting, Rate

    rate = Rate.objects.get().rate
    own: dict[tuple[int, str, str], Decimal] = defaultdict(Decimal)
    posted = set()
    for one in Posting.objects.filter(removed_at=None):
        own[one.initiative_id, one.entry, one.currency] += one.amount
        posted.add((one.initiative_id, one.month, one.flow, one.entry))
    for money in Money.objects.filter(removed_at=None, kind__in=("committed", "actual")):
        if (money.initiative_id, money.period, money.flow, money.kind) not in posted:
            own[money.initiative_id, money.kind, money.currency] += money.amount
    for line in Line.objects.filter(of__state="signed", flow="cost").select_related("of__case"):
        months = line.of.start_month.year * 12 + line.of.start_month.month + line.of.horizon_months - 1
        end = min(months, line.to_month.year * 12 + line.to_month.month) if line.to_month else months
        first = line.from_month.year * 12 + line.from_month.month
        times = 1 if line.rhythm == "once" else (end - first) // STEPS[line.rhythm] + 1
        own[line.of.case.initiative_id, "planned", line.currency] += line.likely * times
    total: dict[str, Decimal] = defaultdict(Decimal)
    for (_pk, what, currency), amount in own.items():
        total[what] += amount if currency == "EUR" else (amount * rate).quantize(Decimal("0.01"))
    return total


def show(cio) -> None:
    """Time the page, its files and the plain script, and compare what they come to."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accord.apps.ui.lists import ListQuery
    from accord.apps.value.models import Posting
    from accord.apps.value.reads.ledger.book import ledger_book, ledger_spec

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.force_login(cio, backend=settings.AUTHENTICATION_BACKENDS[0])
    spec = ledger_spec(viewer=cio)
    query = ListQuery(spec=spec, sort=spec.default_sort)
    book = partial(ledger_book, viewer=cio, query=query, as_of=date(2026, 11, 22))
    script, read = median(plain, 3), median(book, 3)
    expected, found = plain(), book().total
    assert (found.planned, found.committed, found.actual) == tuple(
        expected[k] for k in ("planned", "committed", "actual")
    )
    bare = median(partial(bare_page, Posting.objects.all(), ("pk", "month", "amount", "currency")))
    print(f"plain script {script:.2f} s · ledger read {read:.2f} s · {script / read:.1f} times as fast, the same cents")
    for address in ("/value/", "/value/?by=goal", "/value/?department=9", "/value/postings/", "/value/months/"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        queries = len(asked)
        took = median(partial(client.get, address), 3)
        print(
            f"{address:22} {took:6.2f} s · {queries:3} queries · {took / bare:5.0f} bare pages · {script / took:4.1f} × as fast as the script"
        )


if __name__ == "__main__":
    main()
