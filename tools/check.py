"""Runs every check that needs no test, names each, and lists at the end which failed."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")


def steps() -> dict[str, list[str]]:
    """Return each check's name and command, the quick ones first."""
    templates = [str(path) for path in sorted((ROOT / "src" / "accord").rglob("templates/**/*.html"))]
    return {
        "style": [str(BIN / "ruff"), "check", "--quiet", "."],
        "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
        "imports": [str(BIN / "lint-imports"), "--no-cache"],
        "templates": [str(BIN / "djade"), "--check", "--target-version", "5.2", *templates],
        "markup": [str(BIN / "djlint"), "--lint", "--quiet", *templates],
        "migrations": [
            PYTHON,
            "-m",
            "django",
            "makemigrations",
            "--check",
            "--dry-run",
            "--settings",
            "tests.settings",
        ],
        "settings": [PYTHON, "-m", "django", "check", "--fail-level", "WARNING", "--settings", "tests.settings"],
        "types": [str(BIN / "mypy")],
        "docs": [PYTHON, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", "site-docs"],
    }


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="accord-check-") as home:
        failed = _failed(sys.argv[1:], _environment(home))
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nEverything holds.")
    return 1 if failed else 0


def _failed(wanted: list[str], env: dict[str, str]) -> list[str]:
    failed = []
    for name, command in steps().items():
        if wanted and name not in wanted:
            continue
        started = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        print(
            f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name} ({time.monotonic() - started:.1f} s)", flush=True
        )
        if done.returncode:
            failed.append(name)
            print(done.stdout + done.stderr, flush=True)
    return failed


def _environment(home: str) -> dict[str, str]:
    """Keep a person's own database and home out of the checks."""
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**env, "ACCORD_HOME": home, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}


if __name__ == "__main__":
    raise SystemExit(main())
