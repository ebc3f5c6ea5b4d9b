"""Recompiles the hashed requirements from pyproject.toml; no registry address is written."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPILE = [
    "pip",
    "compile",
    "--quiet",
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-emit-index-url",
]
FILES = [
    ["pyproject.toml", "--group", "dev", "-o", "requirements-dev.txt"],
    # What runs and what installs is held to the versions that are tested.
    ["pyproject.toml", "-c", "requirements-dev.txt", "-o", "requirements.txt"],
    ["requirements-build.in", "-c", "requirements-dev.txt", "-o", "requirements-build.txt"],
]


def main() -> None:
    uv = str(ROOT / ".venv" / "bin" / "uv")
    for arguments in FILES:
        print(arguments[-1], flush=True)
        subprocess.run([uv, *COMPILE, *sys.argv[1:], *arguments], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
