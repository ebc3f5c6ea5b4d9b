"""Bringing in a portfolio of 2,133 rows and 62 columns: rows a second, peak memory, and how long others wait.

    python benchmarks/importing.py [FILE]

Without a file the real federal inventory is used where the data sets are, else one of the same size is made. The ratio
compares the preview with reading the same file into Polars alone, which checks, matches and stores nothing.
"""

import io
import os
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, date, datetime
from pathlib import Path

from _timing import peak

ROOT = Path(__file__).resolve().parent.parent
REAL = Path("federal-ai-2024") / "2024_consolidated_ai_inventory_raw_v2.csv"
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="accord-bench-") as home:
        os.environ["ACCORD_HOME"] = home
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.site.settings")
        file = _file(Path(home))
        by = _organisation()
        started = peak()
        read, rows = _polars(file)
        print(f"{file.name}: {rows:,} rows, {file.stat().st_size / 1e6:.1f} MB")
        print(f"Polars reads it alone        {read:6.2f} s  {rows / read:9,.0f} rows/s")
        from accord.apps.batches import writes

        clock = time.perf_counter()
        batch = writes.stage(path=file, name=file.name, target="portfolio", as_of=date(2024, 12, 16), by=by, at=AT)
        writes.check_rows(batch_id=batch.pk, by=by, at=AT)
        preview = time.perf_counter() - clock
        print(
            f"preview (stage and check)    {preview:6.2f} s  {rows / preview:9,.0f} rows/s  {preview / read:5.0f} × Polars"
        )
        commit, waits = _commit(batch.pk, by)
        print(
            f"commit (all or nothing)      {commit:6.2f} s  {rows / commit:9,.0f} rows/s  {commit / read:5.0f} × Polars"
        )
        print(f"longest wait of others       {max(waits):6.2f} s  over {len(waits):,} writes meanwhile")
        clock = time.perf_counter()
        writes.take_back(batch_id=batch.pk, by=by, at=AT)
        back = time.perf_counter() - clock
        print(f"take back                    {back:6.2f} s  {rows / back:9,.0f} rows/s")
        print(f"peak memory                  {peak():6.0f} MB, of which {started:.0f} MB before the file")


def _file(home: Path) -> Path:
    if len(sys.argv) > 1:
        return Path(sys.argv[1])
    data = Path(os.environ.get("ACCORD_TEST_DATA", ROOT.parent / "shared" / "data"))
    if (data / REAL).exists():
        return data / REAL
    path = home / "made.csv"
    code = "import sys; from pathlib import Path; from tests.integrations.spreadsheet.making import portfolio; portfolio(Path(sys.argv[1]), rows=2133)"
    subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, check=True)
    return path


def _organisation():
    """Make an empty home with one person of the programme office."""
    import django

    django.setup()
    from django.core.management import call_command

    from accord.apps.people.models import Person

    call_command("migrate", verbosity=0, interactive=False)
    return Person.objects.create(name="Office", email="office@example.org", roles=["programme_office"])


def _polars(file: Path) -> tuple[float, int]:
    import polars as pl

    clock = time.perf_counter()
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    frame = pl.read_csv(io.BytesIO(text.encode()), infer_schema=False)
    return time.perf_counter() - clock, len(frame)


def _commit(batch_id: int, by) -> tuple[float, list[float]]:
    """Commit in another thread and write small changes all the while, timing each."""
    from django.db import connections

    from accord.apps.batches import writes
    from accord.apps.people.models import Person

    took: list[float] = []

    def commit() -> None:
        clock = time.perf_counter()
        writes.commit(batch_id=batch_id, by=by, at=AT)
        took.append(time.perf_counter() - clock)
        connections.close_all()

    thread = threading.Thread(target=commit)
    thread.start()
    waits = []
    while thread.is_alive():
        clock = time.perf_counter()
        Person.objects.filter(pk=by.pk).update(title=str(len(waits)))
        waits.append(time.perf_counter() - clock)
        time.sleep(0.005)
    thread.join()
    return took[0], waits


if __name__ == "__main__":
    main()
