"""The first way through the house: a real portfolio comes in, a gap is talked about, closes and comes back."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from accord.apps.gaps.models import Gap
from accord.apps.guardrails import writes as guardrails
from accord.apps.guardrails.models import Evidence, RiskClass
from accord.apps.initiatives.models import Initiative
from accord.apps.trail.reads import verification
from accord.apps.trail.writes import seal
from tests.cast import PASSWORD
from tests.journeys.conftest import House
from tests.journeys.pages import finish_the_job, measure, shoot

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PORTFOLIO = Path(__file__).resolve().parents[2] / "docs" / "tutorials" / "portfolio.csv"
CHECKS = (
    "pre_deployment_testing", "impact_assessment", "monitoring", "operator_training", "human_oversight", "appeal",
    "public_feedback", "independent_review",
)  # fmt: skip


def test_a_portfolio_comes_in_and_a_gap_is_talked_about_closes_and_comes_back(cast: Any, page_of: Any) -> None:
    page = page_of(None)
    _office_signs_in(page, cast)
    _portfolio_comes_in(page)
    _is_measured_twice(page)
    leader = page_of(cast.cio)
    gap = _cio_puts_the_first_gap_on_an_agenda(leader)
    _a_promise_is_made_in_the_meeting(leader, cast)
    _the_records_are_mended_and_it_closes(leader, gap, cast)
    _the_records_fall_back_and_it_reopens(leader, gap, cast)
    _the_trail_tells_all_of_it(leader, cast)


# --- the programme office ---------------------------------------------------------------------------------------------


def _office_signs_in(page: Page, cast: Any) -> None:
    cast.office.set_password(PASSWORD)
    cast.office.save()
    page.goto("/")
    assert "/account/login/" in page.url
    page.get_by_label("Mail address").fill(cast.office.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="My turn", level=1)).to_be_visible()
    shoot(page, "way-1-first-steps")


def _portfolio_comes_in(page: Page) -> None:
    page.get_by_role("link", name="Bring a file").click()
    expect(page.get_by_role("heading", name="Bring a file")).to_be_visible()
    page.get_by_label("File", exact=True).set_input_files(PORTFOLIO)
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_text("rows in 62 columns were read. Nothing has been written.")).to_be_visible()
    expect(page.locator(".facts").get_by_text("Western Europe (Windows-1252)")).to_be_visible()
    shoot(page, "way-2-found")

    page.get_by_role("link", name="Look at the columns").click()
    expect(page.get_by_label("“Use Case Name” goes to")).to_have_value("title")
    expect(page.get_by_label("“Stage of Development” goes to")).to_have_value("stage")
    shoot(page, "way-3-columns")

    page.get_by_role("button", name="Check every row").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "/rows/" in page.url
    shoot(page, "way-4-rows")

    page.locator(".step-list").get_by_role("link", name="Write").click()
    expect(page.get_by_text("Nothing has been written yet")).to_be_visible()
    problems = page.get_by_role("table", name="Kinds of problems")
    assert problems.get_by_role("row").count() > 3
    shoot(page, "way-5-preview")
    assert not Initiative.objects.exists()

    page.get_by_role("button", name=re.compile(r"Write \d+ rows")).click()
    finish_the_job(page)
    page.get_by_role("link", name="See what came in").click()
    expect(page.get_by_role("heading", name="Initiatives", level=1)).to_be_visible()
    shoot(page, "way-6-came-in")
    assert Initiative.objects.count() > 40


def _is_measured_twice(page: Page) -> None:
    page.get_by_role("link", name="Out of step").first.click()
    measure(page)
    expect(page.get_by_text("out of step for the first time")).to_be_visible()
    assert not Gap.objects.exists()
    measure(page)
    expect(page.get_by_role("table", name="Gaps, the heaviest first")).to_be_visible()
    shoot(page, "way-7-out-of-step")


# --- the CIO ----------------------------------------------------------------------------------------------------------


def _cio_puts_the_first_gap_on_an_agenda(page: Page) -> Gap:
    """Three clicks from the list to the meeting: the gap, the agenda, the save."""
    page.goto("/out-of-step/")
    page.locator("tr[data-row] [data-row-link]").first.click()
    expect(page.get_by_role("table", name="Records behind this gap")).to_be_visible()
    shoot(page, "way-8-gap")
    gap = Gap.objects.get(pk=int(page.url.rstrip("/").rsplit("/", 1)[1]))
    page.get_by_role("link", name="Put it on an agenda").click()
    expect(page.get_by_role("radio", name="A new meeting")).to_be_checked()
    shoot(page, "way-9-agenda-form")
    page.get_by_role("button", name="Put it on the agenda").click()
    expect(page.get_by_text("It is on the agenda.")).to_be_visible()
    for owner in (gap.business_owner, gap.it_owner):
        assert owner is not None
        expect(page.get_by_label("About this meeting").get_by_text(owner.name).first).to_be_visible()
    shoot(page, "way-10-meeting")
    page.go_back()
    page.go_back()
    page.reload()
    page.get_by_role("link", name="Go to the meeting").click()
    return gap


def _a_promise_is_made_in_the_meeting(page: Page, cast: Any) -> None:
    page.get_by_text("Write down what came of it").click()
    page.get_by_role("radio", name="Promise").check()
    page.get_by_label("In a sentence").fill("Edith asks every department for the missing proofs")
    page.get_by_label("Who promises it").select_option(label=cast.ceo.name)
    page.get_by_label("By which day").fill((timezone.localdate() + timedelta(days=14)).isoformat())
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("The outcome is written down.")).to_be_visible()
    expect(page.locator("#agenda").get_by_text("Edith asks every department for the missing proofs")).to_be_visible()
    shoot(page, "way-11-outcome")


# --- the records move -------------------------------------------------------------------------------------------------


def _the_records_are_mended_and_it_closes(page: Page, gap: Gap, cast: Any) -> None:
    _answer_every_check("yes", cast.cio)
    page.goto("/out-of-step/")
    measure(page)
    measure(page)
    page.goto(f"/gaps/{gap.pk}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("back where it should be")
    expect(page.locator("#main").get_by_text("Closed today")).to_be_visible()
    shoot(page, "way-12-closed")


def _the_records_fall_back_and_it_reopens(page: Page, gap: Gap, cast: Any) -> None:
    _answer_every_check("no", cast.cio)
    page.goto("/out-of-step/")
    measure(page)
    measure(page)
    page.goto(f"/gaps/{gap.pk}/")
    expect(page.get_by_text("came back once")).to_be_visible()
    shoot(page, "way-13-came-back")


def _answer_every_check(answer: str, by: Any) -> None:
    """Answer every check of every initiative that needs them."""
    now = timezone.now()
    for one in Initiative.objects.filter(pk__in=RiskClass.objects.filter(risk="high").values("initiative")):
        for question in CHECKS:
            if not Evidence.objects.filter(initiative=one, question=question, answer=answer).exists():
                guardrails.answer_question(
                    initiative=one, question=question, answer=answer, date=timezone.localdate(), by=by, at=now
                )


def _the_trail_tells_all_of_it(page: Page, cast: Any) -> None:
    history = page.locator("#history").inner_text()
    told = [
        "Accord reopened",
        "Accord closed",
        f"{cast.cio.name} put",
        "on the agenda of Closing the gap",
        "Accord opened",
    ]
    assert [words for words in told if words not in history] == []
    page.goto("/trail/?q=portfolio.csv")
    expect(page.locator("#main").get_by_text(re.compile(f"{cast.office.name}.*portfolio.csv")).first).to_be_visible()
    page.goto("/trail/?q=every+department+for+the+missing")
    expect(page.locator("#main").get_by_text(re.compile(f"{cast.cio.name} recorded a promise")).first).to_be_visible()
    shoot(page, "way-14-trail")
    seal(by=None, at=timezone.now())
    found = verification(viewer=cast.cio, key=settings.ACCORD_TRAIL_KEY)
    assert found.is_whole, found.problems
    assert found.sealed == found.entries > 500


# --- other ways to the same place -------------------------------------------------------------------------------------


def test_the_sheet_is_one_page_of_paper(house: House, page_of: Any) -> None:
    page = page_of(house.cast.cio)
    page.goto("/out-of-step/")
    page.get_by_role("link", name="One page to take along").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("out of step on AI")
    paper = page.pdf(format="A4", print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def test_a_gap_is_opened_and_arranged_by_keyboard_alone(house: House, page_of: Any) -> None:
    page = page_of(house.cast.cio)
    page.goto("/out-of-step/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator("[data-row-link]").nth(1)
    expect(second).to_be_focused()
    sentence = second.inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(sentence)
    _tab_to(page, "Put it on an agenda")
    page.keyboard.press("Enter")
    page.wait_for_url("**/agenda/")
    page.get_by_role("radio", name="A new meeting").wait_for()
    _tab_to(page, "Put it on the agenda")
    page.keyboard.press("Enter")
    expect(page.get_by_text("It is on the agenda.")).to_be_visible()


def _tab_to(page: Page, words: str) -> None:
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText.trim()") == words:
            return
    raise AssertionError(f"Sixty tabs do not lead to “{words}”.")


def test_a_gap_and_my_turn_fit_a_phone(house: House, page_of: Any, fits: Any) -> None:
    page = page_of(house.cast.cio, phone=True)
    for name, place in (("gap", f"/gaps/{house.gap.pk}/"), ("my-turn", "/")):
        page.goto(place)
        fits(page)
        shoot(page, f"way-phone-{name}")


def test_a_gap_is_arranged_without_scripts(house: House, page_of: Any) -> None:
    page = page_of(house.cast.cio, scripts=False)
    page.goto("/out-of-step/")
    page.locator(f"a[data-row-link][href='/gaps/{house.gap.pk}/']").click()
    page.get_by_role("link", name="Put it on an agenda").click()
    page.get_by_role("radio", name="A new meeting").check()
    page.get_by_label("It is called").fill("Both sides of marketing")
    page.get_by_role("button", name="Put it on the agenda").click()
    expect(page.get_by_role("heading", name="Both sides of marketing")).to_be_visible()
    expect(page.get_by_text("It is on the agenda.")).to_be_visible()
