"""The federal inventory: an excerpt that is always here, the whole file where the data sets are."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from accord.apps.batches import writes
from accord.apps.batches.models import Batch
from tests.cast import Cast

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
AS_OF = date(2024, 12, 16)
EXCERPT = Path(__file__).parent / "federal_ai_2024_excerpt.csv"


@pytest.fixture
def preview(cast: Cast) -> Callable[[Path], Batch]:
    """Stage and check a file as a portfolio."""

    def check(path: Path) -> Batch:
        batch = writes.stage(path=path, name=path.name, target="portfolio", as_of=AS_OF, by=cast.office, at=AT)
        return writes.check_rows(batch_id=batch.pk, by=cast.office, at=AT)

    return check


@pytest.fixture
def whole(data_dir: Path) -> Path:
    """Return the whole second release of the federal inventory."""
    return data_dir / "federal-ai-2024" / "2024_consolidated_ai_inventory_raw_v2.csv"
