"""Runs the suite twice, once on SQLite and once (what touches the database) on PostgreSQL, and adds up both.

Arguments go to pytest. The last line counts both runs; each run's own closing line stands above it.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ON_BOTH = ["tests/apps", "tests/cli", "tests/integrations", "tests/site"]  # the rest touches no database
WORKERS = (os.cpu_count() or 1) + 1  # one more than processors: browsers, databases and clocks are waited for
NO_TESTS = 5  # pytest's exit code when nothing was selected


def main() -> int:
    asked = sys.argv[1:]
    workers = (
        []
        if any(argument.startswith(("-n", "--pdb")) for argument in asked)
        else ["-n", str(WORKERS), "--dist", "loadfile", "--no-loadscope-reorder"]
    )
    total: Counter[str] = Counter()
    codes = []
    places = [] if any(argument.startswith("tests") for argument in asked) else ON_BOTH
    for vendor in ("sqlite", "postgresql"):
        print(f"\n▶ tests on {vendor}", flush=True)
        code, counts = _run(vendor, [*workers, *asked, *(places if vendor == "postgresql" else [])])
        codes.append(code)
        total.update(counts)
    failed = total["failed"] + total["error"]
    skipped = f", {total['skipped']} skipped" if total["skipped"] else ""
    print(f"\nTogether: {total['passed']} passed, {failed} failed{skipped}", flush=True)
    if all(code in {0, NO_TESTS} for code in codes) and total["passed"]:
        return 0
    return next((code for code in codes if code), 1)


def _run(vendor: str, arguments: list[str]) -> tuple[int, dict[str, int]]:
    with tempfile.TemporaryDirectory(prefix="accord-counts-") as folder:
        counts = Path(folder) / "counts.json"
        env = {**os.environ, "ACCORD_TEST_DATABASE": vendor, "ACCORD_TEST_COUNTS": str(counts)}
        env.pop("PYTHONDONTWRITEBYTECODE", None)  # compiled once, not by every process anew
        code = subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=env, check=False).returncode
        return code, json.loads(counts.read_text()) if counts.exists() else {}


if __name__ == "__main__":
    raise SystemExit(main())
