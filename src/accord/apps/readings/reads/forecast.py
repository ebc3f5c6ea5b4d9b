"""When an initiative will be done at the pace so far, as it was last measured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from accord.apps.readings.permissions import visible_to
from accord.apps.readings.reads import subjects, words

CODE = "P31.forecast"
NEXT_TO_NOTHING = 0.01
CERTAINTIES = {"p50": 0.5, "p85": 0.85, "p95": 0.95}


@dataclass(frozen=True)
class DateForecast:
    """The chance that an initiative's last planned day holds, and the days by which it is done with some certainty.

    ``days`` pairs a certainty (0 to 1) with a day, None where there is none in ten years. Where nothing can be told
    ``chance`` is None and ``sentence`` says why.
    """

    sentence: str
    more: tuple[str, ...]
    badge: str
    chance: float | None
    low: float | None
    high: float | None
    counted_from: date | None
    target: date | None
    days: tuple[tuple[float, date | None], ...]
    as_of: date
    url: str

    @property
    def is_told(self) -> bool:
        """Tell whether there is a forecast."""
        return self.chance is not None

    @property
    def is_open(self) -> bool:
        """Tell whether the chance is neither next to nothing nor next to certain."""
        return self.chance is not None and NEXT_TO_NOTHING < self.chance < 1 - NEXT_TO_NOTHING


def date_forecast(*, viewer: Any, initiative_id: int) -> DateForecast | None:
    """Give the latest forecast of an initiative the viewer may see: one query. None if it was not measured, or is over."""
    row = visible_to(viewer).filter(
        practice=CODE, subject_kind=subjects.INITIATIVE, subject_id=initiative_id, is_latest=True
    )  # fmt: skip
    found = row.select_related("last_measurement").first()
    if found is None or found.status == "not_applicable":
        return None
    said, figures = words.reasons_words(found.reasons), found.figures
    return DateForecast(
        sentence=said[0] if said else "",
        more=said[1:],
        badge=words.badge(found),
        chance=found.value,
        low=found.low,
        high=found.high,
        counted_from=_day(figures.get("from")),
        target=_day(figures.get("target")),
        days=tuple((share, _day(figures.get(name))) for name, share in CERTAINTIES.items())
        if found.value is not None
        else (),
        as_of=found.last_measurement.as_of,
        url=subjects.practice_url(CODE, subjects.INITIATIVE, initiative_id),
    )


def _day(text: object) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) else None
