"""The whole loop: a gap goes on an agenda, the meeting ends in a promise, it is kept, the measure moves, people are told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accord.apps.gaps.models import Gap
from accord.apps.initiatives import writes as initiatives
from accord.apps.meetings import writes as meetings
from accord.apps.meetings.models import Meeting
from accord.apps.notices import writes as notices
from accord.apps.promises.models import Promise
from accord.apps.readings import writes as readings
from tests.apps.notices.conftest import post, text_of
from tests.journeys.pages import measure, shoot

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from accord.apps.initiatives.models import Initiative

__all__ = ["post"]

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PROMISED = "Open the plain summaries of all twelve to everybody"


@pytest.fixture
def hidden(cast: Any) -> list[Initiative]:
    """Twelve initiatives of marketing that nobody else may see, twelve of operations that everybody may."""

    def add(number: int, department: Any, visibility: str) -> Initiative:
        return initiatives.add_initiative(
            title=f"{department.name} {number:02}", summary="Sorts what comes in, so that people answer it sooner.",
            department_id=department.pk, stage="live", visibility=visibility, by=cast.office, at=timezone.now(),
        )  # fmt: skip

    found = [add(number, cast.marketing, "limited") for number in range(12)]
    for number in range(12):
        add(number, cast.operations, "everyone")
    return found


def test_a_gap_is_talked_about_promised_kept_closed_and_told(
    hidden: list[Initiative], cast: Any, page_of: Any, post: Any
) -> None:
    for _night in range(2):
        readings.measure(by=None, at=timezone.now())
    gap = Gap.objects.get(practice="P22", subject_kind="department", subject_id=cast.marketing.pk)
    leader, owner = page_of(cast.cio), page_of(cast.department_head, phone=True)

    meeting = _it_goes_on_an_agenda(leader, gap)
    _the_meeting_ends_in_a_promise(leader, meeting, cast)
    _the_promise_is_kept_from_my_turn(owner)
    _the_measure_moves_and_the_gap_closes(leader, gap, hidden, cast)
    _who_promised_is_told(owner, post, cast)


def _it_goes_on_an_agenda(page: Page, gap: Gap) -> Meeting:
    page.goto(f"/gaps/{gap.pk}/")
    page.get_by_role("link", name="Put it on an agenda").click()
    page.get_by_role("radio", name="A new meeting").check()
    page.get_by_role("button", name="Put it on the agenda").click()
    expect(page.get_by_text("It is on the agenda.")).to_be_visible()
    return Meeting.objects.get()


def _the_meeting_ends_in_a_promise(page: Page, meeting: Meeting, cast: Any) -> None:
    now = timezone.now()
    meetings.edit_meeting(meeting_id=meeting.pk, values={"starts_at": now - timedelta(minutes=5)}, by=cast.cio, at=now)
    page.goto(f"/meetings/{meeting.pk}/run/")
    page.keyboard.press("j")
    expect(page.locator("#now-title")).not_to_have_text("No item is under way")
    form = page.locator("#w-promise")
    expect(form.locator("summary")).to_be_visible()
    page.keyboard.press("p")
    form.get_by_label("What is promised").fill(PROMISED)
    form.get_by_label("Who promises it").select_option(label=cast.department_head.name)
    form.get_by_label("By which day").fill((timezone.localdate() + timedelta(days=5)).isoformat())
    shoot(page, "loop-1-running")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#live").get_by_text(PROMISED).first).to_be_visible()
    page.get_by_role("button", name="It was held").click()
    promise = Promise.objects.get()
    assert (promise.owner, promise.state) == (cast.department_head, "open")


def _the_promise_is_kept_from_my_turn(page: Page) -> None:
    page.goto("/")
    row = page.locator("[data-row]").filter(has_text=PROMISED)
    shoot(page, "loop-2-my-turn")
    row.get_by_role("button", name="It is kept").click()
    expect(page.locator("[data-row]").filter(has_text=PROMISED)).to_have_count(0)
    assert Promise.objects.get().state == "kept"


def _the_measure_moves_and_the_gap_closes(page: Page, gap: Gap, hidden: list[Initiative], cast: Any) -> None:
    for one in hidden:
        initiatives.set_visibility(initiative=one, visibility="everyone", by=cast.department_head, at=timezone.now())
    page.goto("/out-of-step/")
    measure(page)
    measure(page)
    page.goto(f"/gaps/{gap.pk}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("back where it should be")
    shoot(page, "loop-3-closed")


def _who_promised_is_told(page: Page, post: Any, cast: Any) -> None:
    """In Accord, and in the summary that comes by mail once the day's quiet hours are over."""
    now = timezone.now()
    notices.gather(by=None, at=now)
    page.goto("/notices/")
    expect(page.locator("#main").get_by_text("Closed, the measure has moved").first).to_be_visible()
    shoot(page, "loop-4-told")
    for hours in range(0, 97, 3):  # over a weekend and a night
        notices.compose(by=None, at=now + timedelta(hours=hours))
        notices.send(by=None, at=now + timedelta(hours=hours))
    letters = [text_of(letter) for letter in post.to(cast.department_head)]
    assert sum("Closed, the measure has moved" in letter for letter in letters) == 1
