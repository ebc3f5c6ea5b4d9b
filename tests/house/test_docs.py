"""The documents say what the code says: settings, sockets, apps, words, pictures."""

import re
from pathlib import Path

import pytest

from accord.cli.main import COMMANDS
from tests.house import drawing

DOCS = drawing.ROOT / "docs"
SETTING = re.compile(r'environ(?:ment)?(?:\.get\(|\[)\s*"((?:ACCORD_|DATABASE_)\w+)"')
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+\.png)\)")
MOST_BYTES = 150_000


def pages() -> list[Path]:
    written = [path for path in DOCS.rglob("*.md") if "generated" not in path.parts]
    return [drawing.ROOT / "README.md", *sorted(written)]


def test_every_setting_of_the_environment_stands_in_the_installation_guide():
    read = {name for path in drawing.SOURCE.rglob("*.py") for name in SETTING.findall(path.read_text("utf-8"))}
    told = set(re.findall(r"`((?:ACCORD_|DATABASE_)\w+)`", (DOCS / "how-to" / "install.md").read_text("utf-8")))

    assert "ACCORD_HOME" in read
    assert told == read


def test_the_house_page_names_every_socket_where_it_is_declared():
    text = (drawing.ROOT / "HOUSE.md").read_text("utf-8")
    rows = [row.split("|") for row in text.splitlines() if row.startswith("| `")]
    told = {
        (app, name) for row in rows for app in re.findall(r"`(\w+)`", row[2]) for name in re.findall(r"`(\w+)`", row[1])
    }

    declared = {
        (path.parent.name, name)
        for path in drawing.APPS.glob("*/sockets.py")
        for name in re.findall(r"^(\w+): Socket\[", path.read_text("utf-8"), re.MULTILINE)
    }

    assert declared
    assert declared <= told


def test_the_house_page_names_every_app_of_the_street():
    text = (drawing.ROOT / "HOUSE.md").read_text("utf-8")
    street = text.partition("## The street")[2].partition("## Rooms")[0]

    assert [app for app in drawing.app_names() if not re.search(rf"\b{app}\b", street)] == []


def test_the_words_stand_in_order():
    rows = (drawing.ROOT / "GLOSSARY.md").read_text("utf-8").splitlines()
    words = [row.split("|")[1].strip() for row in rows if row.startswith("| ") and not row.startswith("| word")]
    plain = [word for word in words if not word.startswith("**")]

    assert plain == sorted(plain, key=str.casefold)
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("page", pages(), ids=lambda path: str(path.relative_to(drawing.ROOT)))
def test_every_picture_of_a_page_is_there_and_small(page):
    for name in PICTURE.findall(page.read_text("utf-8")):
        picture = (page.parent / name).resolve()

        assert picture.is_file(), name
        assert picture.stat().st_size < MOST_BYTES, name


@pytest.mark.parametrize("page", pages(), ids=lambda path: str(path.relative_to(drawing.ROOT)))
def test_a_page_names_only_commands_that_exist(page):
    named = set(re.findall(r"^(?:\S*bin/)?accord ([a-z]+)", page.read_text("utf-8"), re.MULTILINE))

    assert named <= set(COMMANDS)
