"""The pages people open most, over 10,000 initiatives: time, queries, and how many bare pages each costs.

    python benchmarks/pages.py [INITIATIVES]

Every page is whole: session, permissions, layout, pictures; opened in process as the CIO and as a head of department. A
bare page reads fifty rows of the same table and writes them into a table without any layout, in the same run.
"""

import os
import random
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from functools import partial

from _timing import bare_page, median

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
DEPARTMENTS, PEOPLE = 60, 400
STAGES = ("idea", "approved", "building", "testing", "live", "live", "live", "retired")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory(prefix="accord-bench-") as home:
        os.environ["ACCORD_HOME"] = home
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.site.settings")
        clock = time.perf_counter()
        cio, head = organisation(count)
        print(f"{count:,} initiatives written in {time.perf_counter() - clock:.1f} s")
        measure()
        show(cio, head)


def organisation(count: int):
    """Make departments, people and initiatives with history; half of the initiatives of one branch are out of step."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    chance = random.Random(20_261_121)
    units, staff = people(chance)
    initiatives(chance, count, units, staff)
    return staff[0], staff[1]


def people(chance: random.Random):
    """Make a tree of departments, each with a head, and the people in them."""
    from accord.apps.people.models import Department, Person

    top = Department.objects.create(name="The whole", side="executive")
    it = Department.objects.create(name="IT", side="it", parent=top)
    branches = [Department.objects.create(name=f"Division {k}", side="business", parent=top) for k in range(6)]
    units = Department.objects.bulk_create(
        Department(name=f"Unit {k:02}", side="business", parent=branches[k % 6]) for k in range(DEPARTMENTS - 8)
    )
    staff = Person.objects.bulk_create(
        Person(
            name=f"Person {k:03}", email=f"p{k}@example.org", department=chance.choice([it, *units]), roles=["employee"]
        )
        for k in range(PEOPLE)
    )
    staff[0].roles, staff[1].roles = ["cio", "employee"], ["department_head", "employee"]
    Person.objects.bulk_update(staff[:2], ["roles"])
    it.head, branches[0].head = staff[0], staff[1]
    for place, unit in enumerate(units):
        unit.head = staff[10 + place]
    Department.objects.bulk_update([it, branches[0], *units], ["head"])
    return units, staff


def initiatives(chance: random.Random, count: int, units, staff) -> None:
    """Make initiatives with stages, results, money, goals and answers about guardrails."""
    from accord.apps.goals.models import Goal
    from accord.apps.guardrails.models import Evidence, RiskClass
    from accord.apps.guardrails.rules import QUESTIONS
    from accord.apps.initiatives.models import GoalLink, Initiative, Milestone, Money, StageChange

    began = AT - timedelta(days=700)
    rows = Initiative.objects.bulk_create(
        [
            Initiative(
                title=f"Initiative {k:05}", summary="Sorts what comes in by mail, so that people answer instead of sort.",
                department=units[k % len(units)], sponsor=chance.choice(staff), lead=chance.choice(staff),
                visibility="limited" if k % len(units) % 6 == 0 and chance.random() < 0.7 else "everyone",
                stage=STAGES[k % len(STAGES)], stage_date=began.date(), created_at=began,
            )
            for k in range(count)
        ],
        batch_size=500,
    )  # fmt: skip
    StageChange.objects.bulk_create(
        [step for one in rows for step in steps(chance, one, StageChange, began)], batch_size=500
    )
    Milestone.objects.bulk_create(
        [
            Milestone(initiative=one, title=f"Step {n}", result="A list", created_at=began,
                      due_date=AT.date() - timedelta(days=60 * n), done_date=AT.date() - timedelta(days=60 * n + 5))
            for one in rows[::2] for n in range(1, 5)
        ],
        batch_size=500,
    )  # fmt: skip
    Money.objects.bulk_create(
        [
            Money(initiative=one, period=date(2026, month, 1), kind="planned", flow="cost", amount=10_000, currency="EUR")
            for one in rows[::2] for month in (3, 6, 9)
        ],
        batch_size=500,
    )  # fmt: skip
    goals = Goal.objects.bulk_create(
        Goal(title=f"Goal {k}", business_owner=staff[k], it_owner=staff[0], business_agreed_at=began, it_agreed_at=began,
             created_at=began)
        for k in range(1, 201)
    )  # fmt: skip
    GoalLink.objects.bulk_create(
        [
            GoalLink(initiative=one, goal=goals[one.pk % 200], business_agreed_at=began, it_agreed_at=began)
            for one in rows if one.pk % 3
        ],
        batch_size=500,
    )  # fmt: skip
    RiskClass.objects.bulk_create([RiskClass(initiative=one, risk="high") for one in rows[::4]], batch_size=500)
    Evidence.objects.bulk_create(
        [
            Evidence(initiative=one, question=question.code, answer="no" if chance.random() < 0.02 else "yes",
                     recorded_at=began)
            for one in rows[::4] for question in QUESTIONS[:8]
        ],
        batch_size=500,
    )  # fmt: skip


def steps(chance: random.Random, one, model, began: datetime):
    """Give an initiative its way to the stage where it stands."""
    over = one.stage in {"live", "retired"}
    approved = AT.date() - timedelta(days=chance.randint(400, 900) if over else chance.randint(10, 420))
    yield model(initiative=one, stage="approved", date=approved, recorded_at=began)
    if over:
        yield model(
            initiative=one, stage="live", date=approved + timedelta(days=chance.randint(120, 390)), recorded_at=began
        )
    if one.stage not in {"approved", "live"}:
        yield model(initiative=one, stage=one.stage, date=None, recorded_at=began)


def measure() -> None:
    """Measure twice, so that gaps open; then once more, when nothing is new."""
    from accord.apps.gaps.models import Gap
    from accord.apps.readings import writes

    for place, words in enumerate(("first measurement", "second, gaps open", "third, nothing new")):
        clock = time.perf_counter()
        run = writes.measure(by=None, at=AT + timedelta(days=place))
        took = time.perf_counter() - clock
        print(f"{words:<20} {took:6.2f} s  {run.measured:,} readings, {run.changed:,} new, {Gap.objects.count()} gaps")


def show(cio, head) -> None:
    """Open each page some times as each of two people; print medians beside the bare page's."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["testserver"]
    bare = median(barely)
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
    """List the pages; the gap is the heaviest the person may see."""
    from accord.apps.gaps.permissions import visible_to as gaps
    from accord.apps.initiatives.permissions import visible_to

    one = visible_to(person).order_by("pk").last()
    gap = gaps(person).order_by("-weight").first()
    yield from (
        ("initiatives, first page", "/initiatives/"),
        ("initiatives, page 150", "/initiatives/?page=150"),
        ("initiatives, live, by sponsor", "/initiatives/?stage=live&sort=sponsor"),
        ("initiatives, words", "/initiatives/?q=mail+00042"),
        ("one initiative", f"/initiatives/{one.pk}/"),
        ("my turn", "/"),
        ("out of step", "/out-of-step/"),
        ("the printed sheet", "/out-of-step/sheet/"),
    )
    if gap:
        yield "one gap", f"/gaps/{gap.pk}/"
    yield from (("practices", "/practices/"), ("one practice", "/practices/P22/"))


def barely() -> str:
    """Read and write fifty of the rows as plainly as can be."""
    from accord.apps.initiatives.models import Initiative

    return bare_page(
        Initiative.objects.order_by("title"), ("title", "summary", "stage", "department__name", "sponsor__name")
    )


if __name__ == "__main__":
    main()
