"""Texts in the index without records behind them, and the index brought up to date as the job would."""

from datetime import UTC, date, datetime

import pytest

from accord.apps.search import reads, writes
from accord.apps.search.models import Stale
from accord.apps.search.sockets import Text, TextSource, texts
from accord.apps.ui.sockets import Thing, things

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
KIND = "tests.page"


@pytest.fixture
def up_to_date(db):
    """Read everything, as the job of the night does."""
    return lambda: writes.rebuild(by=None, at=AT)


class Shelf:
    """Pages that are there only for the index: what they say, and who may see which."""

    def __init__(self):
        self.pages: dict[int, Text] = {}
        self.hidden: set[int] = set()

    def put(self, number, title, *parts, day=date(2026, 1, 1)):
        self.pages[number] = Text(number, title, parts, day)
        self.read_again(number)

    def read_again(self, *numbers):
        Stale.objects.bulk_create([Stale(kind=KIND, record_id=number) for number in numbers], ignore_conflicts=True)
        writes.update(by=None, at=AT)

    def read(self, ids):
        return [page for number, page in self.pages.items() if ids is None or number in ids]

    def lookup(self, viewer, ids):
        return {n: (self.pages[n].title, f"/pages/{n}/") for n in ids if n in self.pages and n not in self.hidden}


@pytest.fixture
def shelf(db):
    made = Shelf()
    source, thing = TextSource(KIND, "Pages", 1, made.read), Thing(KIND, "Page", made.lookup)
    texts.plug(source)
    things.plug(thing)
    yield made
    texts.unplug(source)
    things.unplug(thing)


@pytest.fixture
def found_by(cast):
    """Give what somebody finds: their titles in order."""
    return lambda words, viewer=None, **more: [
        hit.plain_title for hit in reads.found(viewer=viewer or cast.office, words=words, **more).hits
    ]
