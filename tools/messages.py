"""Collects the sentences that people read into catalogues for translators, and compiles the catalogues that exist."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "accord"
DJANGO = [sys.executable, "-m", "django"]


def main() -> int:
    if shutil.which("xgettext") is None:
        print(
            "Collecting sentences needs gettext. Install it with:\n\n    sudo apt-get install gettext\n",
            file=sys.stderr,
        )
        return 1
    (PACKAGE / "locale").mkdir(exist_ok=True)
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "accord.site.settings"}
    collect = ["makemessages", "--all", "--keep-pot", "--add-location", "file", "--no-wrap", "--ignore", "static/*"]
    subprocess.run([*DJANGO, *collect, *sys.argv[1:]], cwd=PACKAGE, env=env, check=True)
    subprocess.run([*DJANGO, "compilemessages"], cwd=PACKAGE, env=env, check=True)
    print(f"Template: {PACKAGE / 'locale' / 'django.pot'} (a new language: make messages ARGS='--locale de')")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
