"""What lists said between their states, and the picture of what was said of one initiative."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.initiatives import reads
from accord.apps.initiatives.reads import ListStory, MoveLine, Story
from accord.apps.initiatives.rules import RATING_LABELS
from accord.apps.ui import charts
from accord.apps.ui.lists import Filter, ListQuery, ListSpec
from accord.apps.ui.pages import file_asked, list_file
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.templatetags.formats import exact_day, share_words

SHOWN = 15  # of what moved most; the file has all


def list_stories(request: HttpRequest) -> HttpResponse:
    """List the lists of which states have been brought in."""
    return render(request, "initiatives/stories.html", {"lists": reads.source_lists(viewer=viewer_of(request))})


def list_story(request: HttpRequest, list_id: int) -> HttpResponseBase:
    """Tell what a list said from one of its states to the next, as a page or every pair as a file."""
    viewer = viewer_of(request)
    whole = reads.list_story(viewer=viewer, list_id=list_id)
    query = ListQuery.read(request, _spec(whole))
    later = [date.fromisoformat(day) for day in query.chosen.get("step", ())]
    ratings = [code if code != "unsaid" else "" for code in query.chosen.get("rating", ())]
    story = whole
    if later or ratings:
        story = reads.list_story(viewer=viewer, list_id=list_id, later=later, ratings=ratings)
    if file_asked(request):
        return list_file(request, _cells(story), _headers(), "moved")
    context = {
        "query": query, "story": story, "moved": story.moved[:SHOWN], "more": max(len(story.moved) - SHOWN, 0),
        "by_rating": _shares(story.ratings),
    }  # fmt: skip
    return render(request, "initiatives/story.html", context)


def _spec(story: ListStory) -> ListSpec:
    steps = [
        (b.isoformat(), _("%(first)s to %(second)s") % {"first": exact_day(a), "second": exact_day(b)})
        for a, b in pairwise(story.days)
    ]
    there = [line.code for line in story.ratings]
    ratings = [(code or "unsaid", _(RATING_LABELS[code]) if code else _("Nothing said")) for code in there]
    return ListSpec(
        filters=(
            Filter("step", gettext_lazy("From state to state"), steps),
            Filter("rating", gettext_lazy("Rated before"), ratings),
        )
    )


def _shares(lines: tuple[MoveLine, ...]) -> charts.Chart:
    rows = [
        charts.IntervalRow(
            line.label, line.share.value if line.share else None, line.share.low if line.share else None,
            line.share.high if line.share else None, n=_("%(later)s of %(n)s") % {"later": line.later, "n": line.both},
            reason="" if line.share else _("%(later)s of %(n)s: too few for a share") % {"later": line.later, "n": line.both},
        )
        for line in lines
        if line.both
    ]  # fmt: skip
    return charts.interval_chart(
        rows, title=_("Share of planned ends that moved later, by the rating before"), say=share_words, floor=0, ceiling=1,
        headers=(_("Rated before"), _("Moved later"), _("At least"), _("At most"), _("Counted")),
        empty=_("No planned end was named twice."),
    )  # fmt: skip


def _headers() -> list[str]:
    return [
        _("Initiative"), _("Said on"), _("Said again on"), _("Planned end before"), _("Planned end after"),
        _("Days later"), _("Old day had passed"), _("Rated before"), _("Rated after"), _("Cost before"), _("Cost after"),
        _("Currency"), _("Another scope or unit"),
    ]  # fmt: skip


def _cells(story: ListStory) -> Iterator[tuple[object, ...]]:
    for pair in story.pairs:
        a, b = pair.earlier, pair.later
        yield (
            pair.title, a.as_of, b.as_of, a.planned_end_on, b.planned_end_on, pair.days, _yes_no(is_so=pair.was_over),
            _(RATING_LABELS[a.rating]) if a.rating else "", _(RATING_LABELS[b.rating]) if b.rating else "", a.cost, b.cost,
            b.currency or a.currency, _yes_no(is_so=pair.is_rebased),
        )  # fmt: skip


def _yes_no(*, is_so: bool) -> str:
    return _("Yes") if is_so else _("No")


def story_chart(story: Story, today: date) -> charts.Chart | None:
    """Draw where the end was planned for each time it was said; None with fewer than two. The table beside it has all."""
    lines = story.planned
    if len(lines) < 2:
        return None
    rows = [
        charts.DateRow(
            _("said on %(day)s") % {"day": exact_day(line.as_of)}, line.planned_end_on,
            tone="bad" if line.days_moved and line.days_moved > 0 else "",
        )
        for line in lines
    ]  # fmt: skip
    first = lines[0].planned_end_on
    marks = [(first, _("planned first"))] if first else []
    picture = charts.date_range(
        rows, title=_("Where the end was planned for, each time it was said"), say=exact_day, marks=marks,
        headers=(_("Said on"), _("Planned end"), "", ""),
    )  # fmt: skip
    return charts.Chart(picture.svg, (), (), picture.title, picture.description)
