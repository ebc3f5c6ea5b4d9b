"""An agenda that writes itself for a series with 2,000 candidates: time, queries, and how many bare pages each step costs.

    python benchmarks/agenda.py [CANDIDATES]

A third of the candidates are late promises, a third decisions that wait, a third goals due for review; twenty people take
part. A bare page reads fifty rows of the same table and writes them into a table without any layout, in the same run.
"""

import os
import random
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from _timing import bare_page, median

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
PEOPLE, INVITED = 200, 20
TIMES = 15


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with tempfile.TemporaryDirectory(prefix="accord-bench-") as home:
        os.environ["ACCORD_HOME"] = home
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.site.settings")
        chair, meetings = organisation(count)
        print(f"{count:,} candidates, {INVITED} people invited")
        show(chair, meetings)


def organisation(count: int):
    """Make people, the candidates, and a series whose last meeting left ten items open."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    chance = random.Random(20_261_122)
    staff = people()
    candidates(chance, count, staff)
    return staff[0], series(staff)


def people():
    """Make people on two sides; the first is the CIO."""
    from accord.apps.people.models import Department, Person

    sides = [Department.objects.create(name=name, side=name.lower()) for name in ("IT", "Business")]
    staff = Person.objects.bulk_create(
        Person(name=f"Person {k:03}", email=f"p{k}@example.org", department=sides[k % 2], roles=["employee"])
        for k in range(PEOPLE)
    )
    staff[0].roles = ["cio", "employee"]
    staff[0].save()
    return staff


def candidates(chance: random.Random, count: int, staff) -> None:
    """Make what could be talked about, a third of each kind."""
    from accord.apps.decisions.models import Decision
    from accord.apps.goals.models import Goal
    from accord.apps.promises.models import Promise

    days = [AT.date() - timedelta(days=chance.randint(1, 90)) for _ in range(count)]
    Promise.objects.bulk_create(
        Promise(what=f"Promise {k}", owner=chance.choice(staff), made_to=chance.choice(staff), due_date=days[k],
                first_due_date=days[k], created_at=AT, created_by=staff[0])
        for k in range(0, count, 3)
    )  # fmt: skip
    Decision.objects.bulk_create(
        Decision(question=f"Question {k}?", decider=chance.choice(staff), raised_date=days[k], raised_by=staff[0],
                 created_at=AT)
        for k in range(1, count, 3)
    )  # fmt: skip
    Goal.objects.bulk_create(
        Goal(title=f"Goal {k}", business_owner=chance.choice(staff), it_owner=chance.choice(staff), review_date=days[k],
             created_at=AT)
        for k in range(2, count, 3)
    )  # fmt: skip


def series(staff):
    """Make a series: one meeting held with ten items left open, and one to come for each time the agenda is written."""
    from accord.apps.meetings.models import AgendaItem, Meeting, Series

    made = Series.objects.create(
        title="Both sides", chair=staff[0], zone="Europe/Berlin", first_date=AT.date(), start_time="09:00",
        rule="FREQ=WEEKLY", created_at=AT,
    )  # fmt: skip
    rows = [
        Meeting(title="Both sides", starts_at=AT + timedelta(days=7 * week), chair=staff[0], series=made, minutes=90,
                occurrence_at=AT + timedelta(days=7 * week), created_at=AT, state="held" if week < 0 else "planned")
        for week in range(-1, TIMES + 2)
    ]  # fmt: skip
    meetings = Meeting.objects.bulk_create(rows)
    for one in meetings:
        one.attendees.add(*staff[1:INVITED])
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meetings[0], title=f"Left open {k}", position=k, minutes=5, created_at=AT)
        for k in range(1, 11)
    )
    return meetings[1:]


def show(chair, meetings) -> None:
    """Time the writing of one agenda after another, and its pages, beside the bare page."""
    from django.conf import settings
    from django.db import connection, transaction
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from accord.apps.meetings import writes

    settings.ALLOWED_HOSTS = ["testserver"]
    bare = median(barely)
    print(f"{'a bare page of 50 rows':<34} {1000 * bare:7.1f} ms")
    client = Client()
    client.force_login(chair, backend=settings.AUTHENTICATION_BACKENDS[0])
    first = meetings[0].pk

    def write() -> None:
        with transaction.atomic():  # taken back each time, so that every run finds the same
            writes.write_agenda(meeting_id=first, by=chair, at=AT)
            transaction.set_rollback(True)

    def line(words: str, action: Callable[[], object]) -> None:
        with CaptureQueriesContext(connection) as asked:
            action()
        queries = len(asked)  # before the next request clears them
        took = median(action)
        print(f"{words:<34} {1000 * took:7.1f} ms  {took / bare:5.1f} × bare  {queries:3} queries")

    page = partial(client.get, reverse("meetings:meeting", args=[first]))
    line("the agenda writes itself", write)
    line("the meeting with candidates", page)
    writes.write_agenda(meeting_id=first, by=chair, at=AT)
    line("the meeting, written", page)
    line("the screen of the meeting", partial(client.get, reverse("meetings:run", args=[first])))
    line(
        "has anything changed?",
        partial(client.get, reverse("meetings:changes", args=[first]), {"seen": stamp(chair, first)}),
    )
    line("the minutes", partial(client.get, reverse("meetings:minutes", args=[first])))


def stamp(chair, meeting_id: int) -> str:
    """Give the stamp of a meeting as it is."""
    from accord.apps.meetings import reads

    return reads.stamp(viewer=chair, meeting_id=meeting_id)


def barely() -> str:
    """Read and write fifty of the rows as plainly as can be."""
    from accord.apps.promises.models import Promise

    return bare_page(
        Promise.objects.order_by("due_date"), ("what", "owner__name", "made_to__name", "due_date", "state")
    )


if __name__ == "__main__":
    main()
