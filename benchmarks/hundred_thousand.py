"""A file of 100,000 rows and 60 columns: staged, checked, written and taken back; seconds, peak memory, waits of others.

    python benchmarks/hundred_thousand.py [ROWS]

The ratio compares reading it in (staged and checked) with reading the same file into Polars alone, which checks, matches
and stores nothing.
"""

import csv
import os
import random
import resource
import sys
import tempfile
import threading
import time
from datetime import UTC, date, datetime
from pathlib import Path

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
COLUMNS = 60
STAGES = ("Initiated", "Acquisition and/or Development", "Implementation and Assessment", "Operation and Maintenance")
WORDS = [
    "claims",
    "benefits",
    "triage",
    "forecast",
    "fraud",
    "mail",
    "routing",
    "vision",
    "translation",
    "search",
    "safety",
    "grants",
    "audit",
]


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory(prefix="accord-bench-") as home:
        os.environ["ACCORD_HOME"] = home
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.site.settings")
        file = Path(home) / "large.csv"
        _write(file, rows)
        by = _organisation()
        before = _peak()
        read = _polars(file)
        print(f"{rows:,} rows × {COLUMNS} columns, {file.stat().st_size / 1e6:.0f} MB")
        _line("Polars reads it alone", read, rows)
        from accord.apps.batches import writes

        before_file = _peak()
        clock = time.perf_counter()
        batch = writes.stage(path=file, name=file.name, target="portfolio", as_of=date(2026, 9, 30), by=by, at=AT)
        staged = time.perf_counter() - clock
        _line("staged", staged, rows)
        writes.check_rows(batch_id=batch.pk, by=by, at=AT)
        read_in = time.perf_counter() - clock
        _line("checked", read_in - staged, rows)
        _line("staged and checked", read_in, rows, f"{read_in / read:5.0f} × Polars")
        print(f"peak memory up to here       {_peak():8.0f} MB ({before_file:.0f} MB before the file, Polars included)")
        seconds, waits = _meanwhile(lambda: writes.commit(batch_id=batch.pk, by=by, at=AT), by)
        _line("written, in pieces", seconds, rows, f"others waited at most {max(waits):.2f} s")
        seconds, waits = _meanwhile(lambda: writes.take_back(batch_id=batch.pk, by=by, at=AT), by)
        _line("taken back, in pieces", seconds, rows, f"others waited at most {max(waits):.2f} s")
        print(f"peak memory                  {_peak():8.0f} MB ({before:.0f} MB before anything was read)")


def _line(what: str, seconds: float, rows: int, more: str = "") -> None:
    print(f"{what:<28} {seconds:8.2f} s  {rows / seconds:9,.0f} rows/s  {more}".rstrip(), flush=True)


def _write(file: Path, rows: int) -> None:
    draw = random.Random(7)
    extra = [f"Question {place}" for place in range(COLUMNS - 8)]
    with file.open("w", newline="", encoding="utf-8") as out:
        table = csv.writer(out)
        table.writerow(["Use case ID", "Use case name", "Agency", "Stage of development", "Date initiated",
                        "Date implemented", "Impact", "Description", *extra])  # fmt: skip
        for number in range(rows):
            name = " ".join(draw.choices(WORDS, k=4))
            stage = draw.choice(STAGES)
            day = f"{draw.randint(1, 12)}/{draw.randint(13, 28)}/{draw.randint(2018, 2024)}"
            live = day if stage.startswith("Operation") else ""
            answers = [draw.choice(("Yes", "No", "", "n/a", f"free text {draw.randint(0, 9_999)}")) for _ in extra]
            table.writerow([f"U-{number:06}", f"{name} {number}", f"Agency {draw.randint(1, 40)}", stage, day, live,
                            draw.choice(("Both", "Neither", "")), f"{name}, for agency staff and the public.", *answers])  # fmt: skip


def _organisation():
    """Make an empty home with one person of the programme office."""
    import django

    django.setup()
    from django.core.management import call_command

    from accord.apps.people.models import Person

    call_command("migrate", verbosity=0, interactive=False)
    return Person.objects.create(name="Office", email="office@example.org", roles=["programme_office"])


def _polars(file: Path) -> float:
    import polars as pl

    clock = time.perf_counter()
    pl.read_csv(file, infer_schema=False)
    return time.perf_counter() - clock


def _meanwhile(work, by) -> tuple[float, list[float]]:
    """Do the work in another thread and write small changes all the while, timing each."""
    from django.db import connections

    from accord.apps.people.models import Person

    took: list[float] = []

    def run() -> None:
        clock = time.perf_counter()
        work()
        took.append(time.perf_counter() - clock)
        connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    waits = []
    while thread.is_alive():
        clock = time.perf_counter()
        Person.objects.filter(pk=by.pk).update(title=str(len(waits)))
        waits.append(time.perf_counter() - clock)
        time.sleep(0.02)
    thread.join()
    if not took:
        raise SystemExit("It did not finish.")
    return took[0], waits


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
