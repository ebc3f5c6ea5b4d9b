"""Search over 100,000 records: building the index, finding, the palette, erasing a person; time, queries, peak memory.

    python benchmarks/search.py [RECORDS]

Beside each search stands a scan of the same texts, all in memory, by Polars: the plainest way to find words, which knows no
accents, no order and nobody who looks. Words come as often as in real texts (Zipf); 60 words a record. Set DATABASE_URL to
run it on an empty PostgreSQL.
"""

import os
import random
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from functools import partial

from _timing import best, median, peak

WORDS = 30_000
LONG = 60
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprst" for vowel in "aeiou"]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory(prefix="accord-bench-") as home:
        os.environ["ACCORD_HOME"] = home
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.site.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        said = texts(count)
        office, employee = records(said)
        build(count)
        show(said, office, employee)
        erase(office)
        print(f"peak memory {peak():,.0f} MB")


def texts(count: int) -> list[tuple[str, str]]:
    """Make titles of four words and texts of sixty, frequent words often."""
    chance = random.Random(20)
    words = sorted({"".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(WORDS * 2)})[:WORDS]
    chance.shuffle(words)
    drawn = chance.choices(words, weights=[1 / (rank + 3) for rank in range(len(words))], k=count * (LONG + 4))
    cut = [drawn[start : start + LONG + 4] for start in range(0, len(drawn), LONG + 4)]
    return [(" ".join(one[:4]), " ".join(one[4:])) for one in cut]


def records(said: list[tuple[str, str]]):
    """Write a third of them as initiatives, two thirds as promises; of these the employee may see one in a hundred."""
    from accord.apps.initiatives.models import Initiative
    from accord.apps.people.models import Department, Person
    from accord.apps.promises.models import Promise

    now = datetime.now(UTC)
    unit = Department.objects.create(name="Claims", side="business")
    office, employee, other = Person.objects.bulk_create(
        Person(name=name, email=f"{name[0]}@example.org", department=unit, roles=roles)
        for name, roles in (
            ("Pia Office", ["programme_office"]),
            ("Emil Worker", ["employee"]),
            ("Mia Copy", ["employee"]),
        )
    )
    third = len(said) // 3
    Initiative.objects.bulk_create(
        (Initiative(title=title, summary=body, department=unit, created_at=now - timedelta(days=k % 900),
                    visibility="limited" if k % 2 else "everyone")
         for k, (title, body) in enumerate(said[:third])),
        batch_size=1_000,
    )  # fmt: skip
    Promise.objects.bulk_create(
        (Promise(what=title, reason=body, owner=other if k % 100 else employee, due_date=day, first_due_date=day,
                 department=unit, side="business", created_at=now, created_by=other)
         for k, (title, body) in enumerate(said[third:]) for day in [(now - timedelta(days=k % 900)).date()]),
        batch_size=1_000,
    )  # fmt: skip
    return office, employee


def build(count: int) -> None:
    """Build the index from nothing, then compare it once more."""
    from django.utils import timezone

    from accord.apps.search import writes

    before = peak()
    clock = time.perf_counter()
    writes.rebuild(by=None, at=timezone.now())
    took = time.perf_counter() - clock
    print(
        f"{count:,} records\nbuilt from nothing in {took:.1f} s, {count / took:,.0f} a second, {peak() - before:,.0f} MB more"
    )
    clock = time.perf_counter()
    assert writes.rebuild(by=None, at=timezone.now()) == 0
    print(f"compared at night in {time.perf_counter() - clock:.1f} s")


def show(said: list[tuple[str, str]], office, employee) -> None:
    """Search for rare and frequent words; print medians beside the scan's."""
    import polars as pl
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from accord.apps.search import reads

    table = pl.DataFrame({"text": [f"{title} {body}" for title, body in said]})
    ranked = table["text"].str.split(" ").explode().value_counts(sort=True)["text"]
    frequent, middling, rare = ranked[0], ranked[300], ranked[20_000]
    slip = rare[:1] + rare[2] + rare[1] + rare[3:]
    first = said[0][1].split()[:2]
    for name, asked, who in (
        ("a rare word", rare, office),
        ("a middling word", middling, office),
        ("the most frequent word", frequent, office),
        ("three words", f"{frequent} {middling} {ranked[40]}", office),
        ("a phrase", f'"{" ".join(first)}"', office),
        ("the beginning of a word", rare[:3], office),
        ("a word with a slip", slip, office),
        ("nothing", "xyzzyplugh", office),
        ("the most frequent, sees little", frequent, employee),
    ):
        search = partial(reads.found, viewer=who, words=asked)
        with CaptureQueriesContext(connection) as queries:
            found = search()
        plain = asked.replace('"', "").split()
        scan = best(lambda words=plain: table.filter(pl.all_horizontal(
            pl.col("text").str.contains(word, literal=True) for word in words)).height, 3)[0]  # fmt: skip
        took = median(search, 5)
        total = f"{found.total}{'+' if found.has_more else ''}{' → ' + found.meant if found.meant else ''}"
        print(f"  {name:<32} {1000 * took:7.1f} ms  {took / scan:6.2f} × scan  {len(queries):3} queries  {total}")
    for name, asked in (("palette, a word", middling), ("palette, the most frequent word", frequent)):
        search = partial(reads.palette, viewer=office, words=asked, today=datetime.now(UTC).date())
        print(f"  {name:<32} {1000 * median(search, 5):7.1f} ms")


def erase(office) -> None:
    """Erase the person whom two thirds of all texts name."""
    from django.utils import timezone

    from accord.apps.people.models import Person
    from accord.apps.search import writes

    clock = time.perf_counter()
    taken = writes.erase_person(person_id=Person.objects.get(name="Emil Worker").pk, by=None, at=timezone.now())
    print(f"a person named in {taken:,} texts erased in {time.perf_counter() - clock:.1f} s")


if __name__ == "__main__":
    main()
