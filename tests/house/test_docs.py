"""The documents say what the code says: settings, sockets, apps, words, pictures."""

import re
from pathlib import Path

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


def test_every_picture_of_a_page_is_there_and_small():
    pictures = [(page, name) for page in pages() for name in PICTURE.findall(page.read_text("utf-8"))]

    assert pictures
    assert not [(page, name) for page, name in pictures if not (page.parent / name).is_file()]
    assert not [(page, name) for page, name in pictures if (page.parent / name).stat().st_size >= MOST_BYTES]


def test_every_page_names_only_commands_that_exist():
    command = re.compile(r"^(?:\S*bin/)?accord ([a-z]+)", re.MULTILINE)
    named = [(page, name) for page in pages() for name in command.findall(page.read_text("utf-8"))]

    assert named
    assert not [(page, name) for page, name in named if name not in COMMANDS]
