"""The pages of expectations over 10,000 initiatives with a revealed round each: time, queries, and bare pages each costs.

    python benchmarks/expectation_pages.py [INITIATIVES]

Every page is whole: session, permissions, layout, pictures. The forecasts are fitted and compared as at a reveal, for 400
different rounds; the other rounds repeat them. A bare page reads fifty rows and writes them into a table, same run.
"""

import os
import random
import sys
import tempfile
import time
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pages
from _timing import median

DIFFERENT = 400
AT = pages.AT


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory(prefix="accord-bench-") as home:
        os.environ["ACCORD_HOME"] = home
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.site.settings")
        clock = time.perf_counter()
        cio, head = pages.organisation(count)
        rounds(random.Random(20_261_122))
        print(f"{count:,} initiatives with a revealed round each written in {time.perf_counter() - clock:.1f} s")
        show(cio, head)


def rounds(chance: random.Random) -> None:
    """Reveal a round about every initiative, two for each tenth; one person of each side answers all three questions."""
    from accord.apps.expectations.models import Answer, Asked, Comparison, Forecast, Round
    from accord.apps.expectations.writes.comparing import compared
    from accord.apps.expectations.writes.revealing import standing_of
    from accord.apps.initiatives.models import Initiative

    opened = AT - timedelta(days=30)
    about = [one.pk for one in Initiative.objects.order_by("pk").only("pk")]
    drafts = [draft(chance) for _ in range(min(DIFFERENT, len(about)))]
    clock = time.perf_counter()
    probe = Round(base_date=date(2026, 9, 1), currency="EUR")
    found = [compared(probe, forecasts) for forecasts in drafts]
    took = time.perf_counter() - clock
    print(f"{len(found)} rounds fitted and compared in {took:.2f} s, {1000 * took / len(found):.1f} ms each")
    made = Round.objects.bulk_create(
        [
            Round(
                about_kind="initiatives.initiative", about_id=pk, number=number, currency="EUR",
                base_date=date(2026, 9, 1), opened_at=opened, deadline_at=opened + timedelta(days=7), key_id="0" * 16,
                state="revealed", revealed_at=AT - timedelta(days=(pk % 200) + 200 * (2 - number)), cause="deadline",
                is_latest=number == 2, **standing_of(found[(pk + number) % len(found)]),
            )
            for pk in about for number in ((1, 2) if pk % 10 == 0 else (2,))
        ],
        batch_size=500,
    )  # fmt: skip
    asked = Asked.objects.bulk_create(
        [
            Asked(round=one, person_id=chance.randint(1, pages.PEOPLE // 2) + (side == "it") * pages.PEOPLE // 2,
                  side=side, answered_at=opened)
            for one in made for side in ("business", "it")
        ],
        batch_size=500,
    )  # fmt: skip
    answers = Answer.objects.bulk_create(
        [Answer(asked=one, sealed="", key_id="0" * 16, receipt=f"{one.pk:064}") for one in asked], batch_size=500
    )
    Forecast.objects.bulk_create(
        [
            Forecast(
                answer=answer, round=one, side=row.side, question=row.question, low=row.low, likely=row.likely,
                high=row.high, guess=row.guess, never_share=row.never_share, reason=row.reason,
            )
            for place, one in enumerate(made) for answer in answers[2 * place : 2 * place + 2]
            for row in drafts[(one.about_id + one.number) % len(drafts)] if row.side == answer.asked.side
        ],
        batch_size=500,
    )  # fmt: skip
    Comparison.objects.bulk_create(
        [
            Comparison(
                round=one, question=row.question, perception=row.perception, unaware=row.unaware, gap=row.gap,
                size=row.size, trimmed_gap=row.trimmed_gap, wasserstein=row.wasserstein, overlap=row.overlap,
                business_first_share=row.business_first_share, figures=row.figures, method=row.method,
            )
            for one in made for row in found[(one.about_id + one.number) % len(found)]
        ],
        batch_size=500,
    )  # fmt: skip


def draft(chance: random.Random):
    """Draw what a person of each side says to the three questions."""
    from accord.apps.expectations.models import Forecast

    whole = Decimal(chance.randint(50, 5_000) * 1_000)
    return [
        Forecast(
            question=question, side=side, low=low, likely=likely, high=high, guess=guess, reason="So we think.",
            never_share=0.1 if question == "payoff" else None,
        )
        for side in ("business", "it")
        for question in ("payoff", "benefit", "cost")
        for low, likely, high, guess in [spread(chance, question, whole)]
    ]  # fmt: skip


def spread(chance: random.Random, question: str, whole: Decimal):
    """Draw a low, a likely and a high value, and a guess."""
    likely = Decimal(chance.randint(4, 24)) if question == "payoff" else whole * chance.randint(50, 150) / 100
    low = max(Decimal(1), likely * chance.randint(50, 90) / 100)
    high = likely * chance.randint(115, 220) / 100
    guess = likely * chance.randint(70, 140) / 100
    cent = Decimal(1) if question == "payoff" else Decimal("0.01")
    return tuple(value.quantize(cent) for value in (min(low, likely), likely, high, guess))


def show(cio, head) -> None:
    """Open each page some times as each of two people; print medians beside the bare page's."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["testserver"]
    bare = median(pages.barely)
    print(f"\n{'a bare page of 50 rows':<34} {1000 * bare:7.1f} ms")
    for person, title in ((cio, "as the CIO"), (head, "as a head of department")):
        client = Client()
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        print(title)
        for words, address in addresses(person):
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(address)
            queries = len(asked)
            assert answer.status_code == 200, f"{address} answers {answer.status_code}"
            took = median(partial(client.get, address))
            size = len(answer.content) / 1000
            print(
                f"  {words:<32} {1000 * took:7.1f} ms  {took / bare:5.1f} × bare  {queries:3} queries  {size:5.0f} kB"
            )


def addresses(person):
    """List the pages; the rounds are ones the person may see, one of them with a round before it."""
    from accord.apps.expectations.permissions import revealed_to

    seen = revealed_to(person).filter(is_latest=True).order_by("-size")
    one, two = seen.first(), seen.filter(about_id__in=range(10, 10_000, 10)).first()
    yield from (
        ("the overview", "/expectations/"),
        ("the overview, page 150", "/expectations/?page=150"),
        ("by planned cost", "/expectations/?sort=money"),
        ("by gap of benefit", "/expectations/?sort=benefit"),
        ("out of step on cost, hidden", "/expectations/?question=cost&class=hidden"),
        ("never asked, words", "/expectations/?standing=never&q=00042"),
        ("IT more optimistic", "/expectations/?sooner=payoff-it&sooner=cost-it"),
        ("what divides us", "/expectations/dividing/"),
        ("a revealed round", f"/expectations/{one.pk}/"),
    )
    if two:
        yield "a second round", f"/expectations/{two.pk}/"
    yield "one initiative", f"/initiatives/{one.about_id}/"


if __name__ == "__main__":
    main()
