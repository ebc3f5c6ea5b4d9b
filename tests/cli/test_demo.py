"""`accord demo` in a home of its own: told once, kept, signed in to, started over; a real home is left alone."""

from __future__ import annotations

import os
import socket
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src"
pytestmark = pytest.mark.one_database
SIGN_IN = """
from accord.cli.django_ready import ready
ready()
from pathlib import Path
from django.conf import settings
from django.test import Client
from accord.site.sample.sign_ins import sign_ins
settings.ALLOWED_HOSTS.append("testserver")
for one in sign_ins(Path(settings.ACCORD_HOME)):
    client = Client()
    answer = client.post("/account/login/", {"login": one.email, "password": one.password})
    print(one.role, answer.status_code, "_auth_user_id" in client.session)
"""


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a person would: in a process of its own, in that home."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}}
    environment = {**kept, "ACCORD_HOME": str(home), "PYTHONPATH": str(SRC)}
    line = [sys.executable, *arguments]
    return subprocess.run(line, env=environment, capture_output=True, text=True, timeout=300, check=False)


def demo(home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return run(home, "-m", "accord.cli", "demo", *options)


EMPTY = (
    "from accord.cli.django_ready import ready; ready(); from accord.cli.upgrade import upgrade; upgrade(quiet=True)"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A home with the sample organisation in place of an older one, and what was said when it was made."""
    home = tmp_path_factory.mktemp("demo") / "home"
    home.mkdir()
    with closing(sqlite3.connect(home / "accord.sqlite3")) as older:  # is to be thrown away, whatever it holds
        older.execute("CREATE TABLE older_organisation (name text)")
    (home / "demo.json").write_text('{"seed": 3}')
    (home / "demo-sign-ins.txt").write_text("an older one's")
    (home / "mine.txt").write_text("not the demo's")
    done = demo(home, "--reset", "--no-serve", "--today", "2026-11-22")
    assert done.returncode == 0, done.stderr
    return home, done.stdout


def test_prints_a_sign_in_for_each_character_and_keeps_it_privately(made: tuple[Path, str]) -> None:
    home, said = made
    kept = home / "demo-sign-ins.txt"
    lines = [line.split("\t") for line in kept.read_text().splitlines() if "\t" in line]
    assert len({line[4] for line in lines}) == len(lines) == 8
    assert all(line[4] in said and line[3] in said for line in lines)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_lets_every_character_sign_in(made: tuple[Path, str]) -> None:
    done = run(made[0], "-c", SIGN_IN)
    assert done.stdout.count("302 True") == 8, done.stdout + done.stderr


def test_keeps_data_and_passwords_the_second_time(made: tuple[Path, str]) -> None:
    home, _said = made
    before = (home / "demo-sign-ins.txt").read_text()
    done = demo(home, "--no-serve", "--seed", "3")
    assert done.returncode == 0, done.stderr
    assert "Keeping the sample organisation" in done.stdout
    assert (home / "demo-sign-ins.txt").read_text() == before
    assert '"seed": 20' in (home / "demo.json").read_text()


def test_starts_over_with_new_passwords(made: tuple[Path, str]) -> None:
    home, _said = made
    kept = (home / "demo-sign-ins.txt").read_text()
    assert "an older one's" not in kept
    assert not any("older_organisation" in row for row in _all_rows(home))
    assert '"seed": 20' in (home / "demo.json").read_text()
    assert (home / "mine.txt").exists()


def _all_rows(home: Path) -> list[str]:
    """Give everything in a home's database; its bytes also tell what SQLite has not yet moved out of its log."""
    with closing(sqlite3.connect(home / "accord.sqlite3")) as database:
        return list(database.iterdump())


class TestRealHome:
    @pytest.fixture
    def real(self, tmp_path: Path) -> Path:
        home = tmp_path / "real"
        person = (
            "from django.utils import timezone; from accord.apps.people import writes; "
            "writes.add_person(name='Real', by=None, at=timezone.now())"
        )
        done = run(home, "-c", f"{EMPTY}; {person}")
        assert done.returncode == 0, done.stderr
        return home

    def test_is_neither_reset_nor_told_a_story(self, real: Path) -> None:
        before = _all_rows(real)
        reset, told = demo(real, "--reset", "--no-serve"), demo(real, "--no-serve")
        assert reset.returncode == told.returncode == 1
        assert "not made by `accord demo`" in reset.stderr
        assert "real organisation" in told.stderr
        assert _all_rows(real) == before
        assert not (real / "demo.json").exists()


def test_names_another_port_when_this_one_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = demo(tmp_path / "home", "--port", str(port))
    assert done.returncode == 1
    assert f"ACCORD_PORT={port + 1} make demo" in done.stderr
    assert not (tmp_path / "home").exists()
