"""One study, the rows and the formula behind each of its numbers, and measures that several initiatives claim."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.ui.lists import ListQuery
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import NotFound
from accord.apps.value.models import Study
from accord.apps.value.pages.effects.pictures import course_of, pictures
from accord.apps.value.reads.effects import claims as reads
from accord.apps.value.reads.effects import double as doubles
from accord.apps.value.reads.effects.credited import promised_of, worth_of, worth_words
from accord.apps.value.reads.effects.series import series_spec
from accord.apps.value.reads.effects.studies import effects_of, period_words
from accord.apps.value.reads.tabs import places, tabs


def study(request: HttpRequest, initiative_id: int, study_id: int) -> HttpResponseBase:
    """Show one study with every number it used, or give these as a file."""
    record, view = reads.find_study(viewer=viewer_of(request), initiative_id=initiative_id, study_id=study_id)
    titles = reads.series_titles(studies=[record])
    headers = [_("Period"), record.claim.series.title, *(titles.get(key, key) for key in _keys(record))]
    if file_asked(request):
        return list_file(request, _used(record), headers, f"study-{record.number}-{record.claim.series.title}")
    words = {
        "view": view, "claim": record.claim, "initiative": record.claim.initiative, "tabs": tabs(initiative_id, "effects"),
        "pictures": pictures(view, record.claim), "query": ListQuery(series_spec()), "n_series": len(headers) - 1,
        "full": worth_of(record.claim, record, Decimal(1)),
        "credited": worth_of(record.claim, record, record.credited_share),
        "promised": promised_of(record.claim, record),
        "worth_words": worth_words(record.claim, record, record.credited_share),
    }  # fmt: skip
    return render(request, "value/effects/study.html", words)


def _keys(record: Study) -> list[str]:
    return [*record.setup["units"], *record.setup["predictors"]]


def _used(record: Study) -> Iterator[tuple[object, ...]]:
    setup = record.setup
    columns = [setup["y"], *setup["units"].values(), *setup["predictors"].values()]
    for place, day in enumerate(setup["periods"]):
        yield (date.fromisoformat(day), *(column[place] for column in columns))


def study_rows(request: HttpRequest, initiative_id: int, study_id: int, method: str) -> HttpResponseBase:
    """Show the rows and the formula behind what one method says, or give the rows as a file."""
    record, view = reads.find_study(viewer=viewer_of(request), initiative_id=initiative_id, study_id=study_id)
    said = next((one for one in view.methods if one.code == method), None)
    effect = next((one for one in effects_of(record) if one.method == method), None)
    if said is None or effect is None:
        raise NotFound(_("There is no such method in this study."))
    headers = [_("Period"), _("When"), _("Was"), _("Would have been"), _("From"), _("To"), _("Difference")]
    rows = [
        (period_words(date.fromisoformat(record.setup["periods"][place]), record.rhythm),
         _("since it began") if place >= record.setup["start"] else _("before"),
         was, would, low, high, was - would if was is not None and would is not None else None)
        for place, was, would, low, high in zip(
            effect.times, effect.observed, effect.expected, effect.expected_low, effect.expected_high, strict=False
        )
    ]  # fmt: skip
    if file_asked(request):
        return list_file(request, rows, headers, f"study-{record.number}-{method}")
    words = {
        "view": view, "method": said, "effect": effect, "claim": record.claim, "initiative": record.claim.initiative,
        "tabs": tabs(initiative_id, "effects"), "rows": rows, "headers": headers, "query": ListQuery(series_spec()),
        "chart": course_of(effect, record, record.claim) if effect.is_ok else None,
    }  # fmt: skip
    return render(request, "value/effects/method.html", words)


def double(request: HttpRequest) -> HttpResponseBase:
    """List the measures that two or more initiatives claim, as a page or as a file."""
    viewer, today = viewer_of(request), timezone.localdate()
    query = ListQuery.read(request, doubles.double_spec())
    if file_asked(request):
        headers = [_("Measure"), _("Unit"), _("Initiative"), _("From"), _("Claims"), _("Source"), _("All together"),
                   _("It moved"), _("from"), _("to"), _("Verdict"), _("Too much"), _("Too much, in money a year"),
                   _("Currency")]  # fmt: skip
        lines = doubles.all_double_lines(viewer=viewer, query=query, as_of=today)
        return list_file(request, _double_cells(lines), headers, "claimed-twice")
    page = doubles.double_lines(viewer=viewer, query=query, as_of=today)
    return render(request, "value/effects/double.html", {"query": query, "page": page, "tabs": places("double")})


def _double_cells(lines: list[doubles.DoubleLine]) -> Iterator[tuple[object, ...]]:
    for line in lines:
        for one in line.claims:
            source = _("estimated") if one.is_estimated else _("promised")
            yield (line.title, line.unit, one.initiative, one.from_date, one.change, source, line.claimed, line.moved,
                   line.moved_low, line.moved_high, line.short, line.excess, line.excess_amount, line.currency)  # fmt: skip
