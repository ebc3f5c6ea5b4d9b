"""An undo undone: the same records come back with the same ids, twice, whatever the file lists."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from accord.apps.batches import writes
from accord.apps.batches.models import Writing
from accord.apps.goals.models import Goal, Measure
from accord.apps.people.models import Department, Person
from accord.apps.promises.models import Promise
from tests.cast import Cast

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
FILES: dict[str, tuple[str, tuple[Any, ...]]] = {
    "people": (
        "Name,Email,Department,Side,Heads the department\nNew One,one@example.org,Quay,IT,yes\nNew Two,,Quay,IT,\n",
        (Person, Department),
    ),
    "goals": (
        "Goal,Goal above,Measure,Target\nNew low,New high,Days,5\nNew high,,,\n",
        (Goal, Measure),
    ),
    "promises": ("Action,Who,Due\nNew act,{office},2026-09-01\n", (Promise,)),
}


@pytest.mark.parametrize("target", FILES)
def test_gives_the_same_ids_again(cast: Cast, tmp_path: Path, target: str) -> None:
    text, models = FILES[target]
    path = tmp_path / "new.csv"
    path.write_text(text.format(office=cast.office.name))

    def here() -> list[set[int]]:
        return [set(model.objects.values_list("pk", flat=True)) for model in models]

    before = here()
    batch = writes.stage(path=path, name=path.name, target=target, as_of=date(2026, 2, 1), by=cast.office, at=AT)
    writes.check_rows(batch_id=batch.pk, by=cast.office, at=AT)
    writes.commit(batch_id=batch.pk, by=cast.office, at=AT)
    written = here()
    assert all(now > then for now, then in zip(written, before, strict=True))
    for _time in range(2):
        assert writes.take_back(batch_id=batch.pk, by=cast.office, at=AT).kept == []
        assert here() == before
        writes.bring_again(batch_id=batch.pk, by=cast.office, at=AT)
        assert here() == written
    assert Writing.objects.filter(batch=batch).exists()
