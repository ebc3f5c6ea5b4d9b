"""Installs Accord into .venv from the hashed requirements; runs on a bare machine's Python and says what is missing."""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = VENV / "install.log"
# What pip's own configuration calls it, and what uv calls the same.
UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also install what tests and checks need")
    dev = parser.parse_args().dev
    lacking = missing(dev=dev, modules=_has_module, programs=_has_program)
    if lacking is not None:
        print(lacking, file=sys.stderr)
        return 1
    requirements = "requirements-dev.txt" if dev else "requirements.txt"
    print(f"Installing Accord into .venv from {requirements} (about 30 s with a good connection)", flush=True)
    try:
        _install(requirements)
    except subprocess.CalledProcessError:
        print(f"\nThe installation failed. The last lines of {LOG.relative_to(ROOT)}:\n", file=sys.stderr)
        print("\n".join(LOG.read_text(errors="replace").splitlines()[-25:]), file=sys.stderr)
        return 1
    for stamp in ["run", "dev"] if dev else ["run"]:
        (VENV / f".installed-{stamp}").touch()
    return 0


def missing(
    *,
    dev: bool,
    version: tuple[int, ...] = sys.version_info[:3],
    modules: Callable[[str], bool],
    programs: Callable[[str], bool],
) -> str | None:
    """Return the sentence that names what this machine lacks and the line that installs it, or None.

    ``modules`` and ``programs`` tell whether a Python module or a program is there.
    """
    if version < (3, 11):
        found = ".".join(map(str, version))
        return f"Accord needs Python 3.11 or newer; this is {found}. Name another one: make PYTHON=python3.12 …"
    names = []
    if not (modules("ensurepip") and modules("venv")):
        names.append("python3-venv")
    if dev and not any(map(programs, ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome"))):
        names.append("chromium")
    if not names:
        return None
    return f"This machine lacks {' and '.join(names)}. Install with:\n\n    sudo apt-get install {' '.join(names)}\n"


def _has_module(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def _has_program(name: str) -> bool:
    return shutil.which(name) is not None


def _install(requirements: str) -> None:
    if not (VENV / "bin" / "pip").exists() or not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    LOG.write_text("")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--no-input"]
    uv = [str(VENV / "bin" / "uv"), "pip", "install", "--python", str(PYTHON)]
    _step("the installer", [*pip, "--require-hashes", "-r", "requirements-build.txt"])
    try:
        _step("the libraries", [*uv, "--require-hashes", "-r", requirements], _uv_environment())
    except subprocess.CalledProcessError:
        # pip is slower, but it knows every way in which this machine's pip may be configured.
        _step("the libraries with pip", [*pip, "--require-hashes", "-r", requirements])
    _step("Accord itself", [*pip, "--no-index", "--no-deps", "--no-build-isolation", "-e", "."])


def _step(what: str, command: list[str], env: dict[str, str] | None = None) -> None:
    """Run one command into the log while a line on the terminal counts the seconds."""
    started = time.monotonic()
    terminal = sys.stdout.isatty()
    with LOG.open("a") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT)
        while process.poll() is None:
            if terminal:
                print(f"\r  installing {what} … {time.monotonic() - started:.0f} s", end="", flush=True)
            time.sleep(0.2)
    done = "done" if process.returncode == 0 else "failed"
    print(
        f"{chr(13) if terminal else ''}  installing {what} … {done} in {time.monotonic() - started:.0f} s", flush=True
    )
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)


def _uv_environment() -> dict[str, str]:
    """Tell uv what this machine's pip is told: its indexes, certificate and proxy."""
    env = dict(os.environ)
    env.pop("VIRTUAL_ENV", None)
    env.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")  # as pip chooses; the hashes decide what is accepted
    said = subprocess.run([str(PYTHON), "-m", "pip", "config", "list"], capture_output=True, text=True, check=False)
    for key, value in pip_settings(said.stdout).items():
        if key in UV_NAMES:
            env.setdefault(UV_NAMES[key], " ".join(value.split()))
    return env


def pip_settings(listing: str) -> dict[str, str]:
    """Read `pip config list`: environment over install and global sections, as pip itself does."""
    found: dict[str, str] = {}
    for wanted in ("global.", "install.", ":env:."):
        for line in listing.splitlines():
            name, _, value = line.partition("=")
            if name.startswith(wanted):
                found[name.removeprefix(wanted)] = value.strip("'\"").replace("\\n", " ")
    return found


if __name__ == "__main__":
    raise SystemExit(main())
