"""Writing at once, and gathering first what is written later."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from accord.apps.people import writes
from accord.apps.people.models import Department
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import Ref
from accord.apps.ui.writes import Gathered, at_once, gathering
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
BATCH = Ref("batches.batch", 1)


class TestAtOnce:
    def test_runs_in_a_transaction_of_its_own(self) -> None:
        assert at_once(lambda: connection.in_atomic_block)()

    def test_locks_nobody_out_while_it_is_only_gathered(self) -> None:
        with gathering(into=Gathered()):
            assert not at_once(lambda: connection.in_atomic_block)()

    def test_what_is_gathered_is_written_with_its_trail_once_it_runs(self, cast: Cast) -> None:
        gathered, before = Gathered(), Entry.objects.count()
        with gathering(into=gathered):
            made = writes.add_departments(names=["Night shift"], side="business", by=cast.office, at=AT, batch=BATCH)
        assert not Department.objects.filter(name="Night shift").exists()
        assert Entry.objects.count() == before

        with transaction.atomic():
            gathered.run()

        assert Department.objects.get(name="Night shift").pk == made[0].pk
        assert Entry.objects.count() == before + 1
