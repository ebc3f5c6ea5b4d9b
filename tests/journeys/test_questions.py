"""A question without a name: asked on a phone, put through at night, answered from My turn, judged through the key."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accord.apps.jobs import writes as jobs
from accord.apps.voice.jobs import NIGHT_KIND
from accord.apps.voice.models import Question, Slip
from tests.cast import Cast
from tests.journeys.pages import let_work_be_done, shoot

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.django_db(transaction=True)]

ASKED = "They say a bot takes over the desk. Is our team still there in summer?"
ANSWERED = "Yes. Two of you check what it writes; nobody is dismissed for it."
AGAIN = "And after the summer?"


def test_somebody_asks_without_a_name_and_is_answered(cast: Cast, page_of: Any, axe: Any, fits: Any) -> None:
    phone = page_of(None, touch=True)
    link = _asks_on_a_phone(phone, cast, axe, fits)
    _the_night_passes()
    leader = page_of(cast.cio)
    _leader_answers(leader)
    _asker_judges(page_of(None, touch=True, dark=True), link, axe, fits)
    _the_night_passes()
    _leader_reads_what_is_still_open(leader)
    _nobody_is_named(leader)


def _asks_on_a_phone(page: Page, cast: Cast, axe: Any, fits: Any) -> str:
    page.goto("/questions/ask/")
    shown = timezone.now()
    expect(page.get_by_text("You ask without your name")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_label("Your question").fill(ASKED)
    page.get_by_label("Whom do you ask?").select_option(label=cast.cio.name)
    page.get_by_label("Others may read question and answer").check()
    shoot(page, "question-ask")
    page.wait_for_timeout(max(0.0, 3_100 - (timezone.now() - shown) / timedelta(milliseconds=1)))  # people take longer
    page.get_by_role("button", name="Ask", exact=True).tap()
    expect(page.get_by_role("heading", name="Your question is in")).to_be_visible()
    axe(page)
    fits(page)
    assert not [one for one in page.context.cookies() if one["name"] == "sessionid"]
    return page.get_by_label("Your private link").input_value()


def _the_night_passes() -> None:
    jobs.start(kind=NIGHT_KIND, by=None, at=timezone.now())
    let_work_be_done()
    assert not Slip.objects.exists()


def _leader_answers(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("link", name=ASKED, exact=True)).to_be_visible()
    page.get_by_role("button", name=re.compile("^Answer.*bot takes over")).click()
    page.get_by_label("Your answer").fill(ANSWERED)
    page.get_by_label("What it is about").select_option(label="Jobs and roles")
    shoot(page, "question-turn")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_role("link", name=ASKED, exact=True)).to_have_count(0)
    assert Question.objects.get().answer == ANSWERED


def _asker_judges(page: Page, link: str, axe: Any, fits: Any) -> None:
    page.goto(link)
    expect(page.get_by_text(ANSWERED)).to_be_visible()
    assert "#" not in page.url
    axe(page)
    fits(page)
    page.get_by_label("Partly").check()
    page.get_by_label("What is still open?").fill(AGAIN)
    shoot(page, "question-key")
    page.get_by_role("button", name="Say so").tap()
    expect(page.get_by_text("put through in the night")).to_be_visible()
    assert Question.objects.get().judged == ""


def _leader_reads_what_is_still_open(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("link", name=AGAIN, exact=True)).to_be_visible()
    page.goto(f"/questions/{Question.objects.get().pk}/")
    expect(page.get_by_text("Who asked says: partly answered.")).to_be_visible()
    page.get_by_label("Your answer to what was asked again").fill("That is decided in May; I will write it here.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("That is decided in May; I will write it here.", exact=True)).to_be_visible()


def _nobody_is_named(page: Page) -> None:
    question = Question.objects.get()
    assert (question.asker, question.is_anonymous, question.judged) == (None, True, "partly")
    page.goto(f"/questions/{question.pk}/")
    expect(page.get_by_text("Asked without a name in the week of")).to_be_visible()
