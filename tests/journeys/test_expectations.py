"""Two sides, sealed: asked, answered on a phone, revealed, talked about, asked again, and in step."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from accord.apps.expectations.models import Answer, Asked, Round
from accord.apps.expectations.reads import link_token
from accord.apps.expectations.rules.months import date_of
from accord.apps.gaps.models import Gap
from accord.apps.initiatives import writes as initiatives
from accord.apps.initiatives.models import Initiative
from tests.cast import Cast
from tests.journeys.pages import let_work_be_done, measure, shoot

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Months = tuple[int, int, int]
Amounts = tuple[str, str, str]
TITLE = "Churn early warning"
MOST_FIELDS, MOST_TAPS = 13, 3  # what an answer may take, however long the form


@dataclass(frozen=True)
class Expected:
    """What somebody answers: three ranges, and a guess of the other side's middle for each (finance guesses nothing)."""

    payoff: Months
    benefit: Amounts
    cost: Amounts
    payoff_guess: int | None
    guesses: tuple[str, str] | None
    reason: str


EARLY = Expected((4, 6, 9), ("80k", "120k", "200k"), ("90k", "100k", "140k"), 13, ("115k", "105k"), "Sales is waiting.")
LATE = Expected((8, 14, 26), ("75k", "115k", "190k"), ("95k", "105k", "150k"), 7, ("125k", "100k"), "No consent yet.")
COUNTED = Expected(
    (8, 11, 20), ("70k", "110k", "170k"), ("95k", "110k", "160k"), None, None, "Counted by the third plan."
)
EARLY_AGAIN = Expected((6, 9, 13), ("80k", "120k", "200k"), ("90k", "100k", "140k"), 10, ("115k", "105k"), "As told.")
LATE_AGAIN = Expected(
    (7, 10, 14), ("75k", "115k", "190k"), ("95k", "105k", "150k"), 9, ("125k", "100k"), "It starts now."
)


@pytest.fixture
def initiative(cast: Cast) -> Initiative:
    """An initiative with a sponsor from the business and a lead from IT."""
    return initiatives.add_initiative(
        title=TITLE, summary="Tells the team which members may leave us in the next three months.", stage="building",
        department_id=cast.marketing.pk, sponsor_id=cast.department_head.pk, lead_id=cast.delivery_lead.pk,
        visibility="everyone", by=cast.office, at=timezone.now() - timedelta(days=30),
    )  # fmt: skip


def test_both_sides_answer_sealed_are_revealed_meet_and_come_together(
    cast: Cast, initiative: Initiative, page_of: Any
) -> None:
    leader = page_of(cast.cio)
    _cio_asks(leader)
    _answers_on_a_phone(page_of(cast.department_head, touch=True), EARLY, "Business")
    _nobody_sees_more_than_that_somebody_answered(leader)
    _answers_on_a_phone(page_of(cast.delivery_lead, touch=True), LATE, "IT")
    _answers_on_a_phone(page_of(cast.cfo, touch=True), COUNTED, "Finance")
    let_work_be_done()
    _both_are_seen_together(leader)
    gap = _a_gap_opens(leader)
    _it_is_put_on_an_agenda(leader)
    _both_are_asked_again(leader)
    for person, said, side in ((cast.department_head, EARLY_AGAIN, "Business"), (cast.delivery_lead, LATE_AGAIN, "IT")):
        _answers_on_a_phone(page_of(person, touch=True), said, side)
    let_work_be_done()
    _the_movement_is_seen(leader)
    _the_gap_closes(leader, gap)


# --- asking -----------------------------------------------------------------------------------------------------------


def _cio_asks(page: Page) -> None:
    """Sponsor and lead are proposed, the deadline too: one button."""
    page.goto("/")
    page.get_by_role("link", name="Expectations").first.click()
    expect(page.get_by_role("heading", name="Expectations", level=1)).to_be_visible()
    page.get_by_role("link", name=re.compile("^Ask")).first.click()
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    for name in ("Mark Brand", "Lena Ship"):
        expect(page.get_by_role("checkbox", name=re.compile(name))).to_be_checked()
    shoot(page, "expect-1-asking")
    page.get_by_role("button", name="Ask them").click()
    expect(page.get_by_text("0 of 3 have answered")).to_be_visible()
    shoot(page, "expect-2-asked")


# --- answering on a phone ---------------------------------------------------------------------------------------------


class Finger:
    """A finger on a phone: counts what it taps and what it fills in."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.fields = page, 0, 0

    def tap(self, place: Locator) -> None:
        """Tap something."""
        place.tap()
        self.taps += 1

    def fill(self, name: str, value: str) -> None:
        """Type into a field."""
        self.page.locator(f"[name={name}]").fill(value)
        self.fields += 1


def _answers_on_a_phone(page: Page, said: Expected, side: str) -> None:
    """From My turn to the receipt in three taps and thirteen fields at most; the two ends come before the middle."""
    finger = Finger(page)
    page.goto("/")
    finger.tap(page.get_by_role("link", name=re.compile(TITLE)).first)
    page.wait_for_url("**/answer/")
    expect(page.get_by_text(f"You answer on behalf of {side}")).to_be_visible()
    _fits_a_pocket(page)
    shoot(page, f"expect-3-answering-{side}")
    _fill(finger, said)
    finger.tap(page.get_by_role("button", name="See what this says"))
    expect(page.get_by_role("heading", name="This is what you say")).to_be_visible()
    _fits_a_pocket(page)
    shoot(page, f"expect-4-second-look-{side}")
    finger.tap(page.get_by_role("button", name="Seal my answer"))
    expect(page.get_by_role("heading", name=re.compile("sealed"))).to_be_visible()
    shoot(page, f"expect-5-receipt-{side}")
    assert finger.taps <= MOST_TAPS
    assert finger.fields <= MOST_FIELDS


def _fill(finger: Finger, said: Expected) -> None:
    base = Round.objects.get(state="open").base_date
    names = finger.page.locator("form input:not([type=hidden]):not([type=radio]):not([type=checkbox])")
    order = [name for name in names.evaluate_all("all => all.map(one => one.name)") if name.startswith("payoff_")]
    assert order[:3] == ["payoff_low", "payoff_high", "payoff_likely"]
    for end, months in zip(("low", "likely", "high"), said.payoff, strict=True):
        finger.fill(f"payoff_{end}", _month(base, months))
    for question, amounts in (("benefit", said.benefit), ("cost", said.cost)):
        for end, amount in zip(("low", "likely", "high"), amounts, strict=True):
            finger.fill(f"{question}_{end}", amount)
    if said.payoff_guess and said.guesses:
        finger.fill("payoff_guess", _month(base, said.payoff_guess))
        finger.fill("benefit_guess", said.guesses[0])
        finger.fill("cost_guess", said.guesses[1])
    finger.fill("payoff_reason", said.reason)


def _month(base: date, months: int) -> str:
    return f"{date_of(base, months):%Y-%m}"


def _fits_a_pocket(page: Page) -> None:
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= seen
    heights = page.get_by_role("button").evaluate_all("all => all.filter(e => e.offsetParent).map(e => e.offsetHeight)")
    assert min(heights) >= 24  # WCAG 2.2, target size


def _nobody_sees_more_than_that_somebody_answered(page: Page) -> None:
    page.reload()
    expect(page.get_by_text("1 of 3 have answered")).to_be_visible()
    assert EARLY.reason not in page.content()
    assert EARLY.reason not in Answer.objects.get().sealed
    shoot(page, "expect-6-one-answered")


# --- the reveal and the gap -------------------------------------------------------------------------------------------


def _both_are_seen_together(page: Page) -> None:
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("8 months")
    for said in (EARLY, LATE):
        expect(page.locator("#payoff").get_by_text(said.reason)).to_be_visible()
    expect(page.locator("#payoff").get_by_text("Out of step, and both know it")).to_be_visible()
    expect(page.locator("#benefit").get_by_text("In step", exact=True)).to_be_visible()
    shoot(page, "expect-7-revealed")


def _a_gap_opens(page: Page) -> Gap:
    page.goto("/out-of-step/")
    measure(page)
    assert not Gap.objects.exists()
    measure(page)
    gap = Gap.objects.get()
    assert gap.practice == "P08.dates"
    page.locator("tr[data-row] [data-row-link]").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    shoot(page, "expect-8-gap")
    return gap


def _it_is_put_on_an_agenda(page: Page) -> None:
    page.get_by_role("link", name="Put it on an agenda").click()
    page.get_by_role("button", name="Put it on the agenda").click()
    expect(page.get_by_text("It is on the agenda.")).to_be_visible()
    page.get_by_text("Write down what came of it").click()
    page.get_by_role("radio", name="Decision").check()
    page.get_by_label("In a sentence").fill("Consent is asked for now; both sides are asked again in a month.")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("The outcome is written down.")).to_be_visible()
    shoot(page, "expect-9-meeting")


def _both_are_asked_again(page: Page) -> None:
    page.goto(f"/expectations/{Round.objects.get().pk}/")
    page.get_by_role("link", name="Ask again").click()
    expect(page.get_by_text("The same people as last time are chosen.")).to_be_visible()
    page.get_by_role("checkbox", name=re.compile("Frank Ledger")).uncheck()
    page.get_by_role("button", name="Ask them").click()
    expect(page.get_by_text("0 of 2 have answered")).to_be_visible()


def _the_movement_is_seen(page: Page) -> None:
    page.goto(f"/expectations/{Round.objects.get(number=2).pk}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("in step")
    payoff = page.locator("#payoff")
    expect(payoff.get_by_role("heading", name="Since the round before")).to_be_visible()
    for words in ("Business moved 3 months later.", "IT moved 4 months sooner."):
        expect(payoff.get_by_text(words)).to_be_visible()
    payoff.get_by_role("heading", name="Since the round before").scroll_into_view_if_needed()
    shoot(page, "expect-10-second-round")


def _the_gap_closes(page: Page, gap: Gap) -> None:
    page.goto("/out-of-step/")
    measure(page)
    measure(page)
    page.goto(f"/gaps/{gap.pk}/")
    expect(page.locator("#main").get_by_text("Closed today")).to_be_visible()
    shoot(page, "expect-11-closed")


# --- other ways to answer ---------------------------------------------------------------------------------------------


def _asks(page: Page, initiative: Initiative) -> None:
    page.goto(f"/expectations/new/?about=initiatives.initiative:{initiative.pk}")
    page.get_by_role("button", name="Ask them").click()
    expect(page.get_by_text("0 of 3 have answered")).to_be_visible()


def test_somebody_who_is_not_signed_in_answers_by_a_mailed_link_and_code(
    cast: Cast, initiative: Initiative, page_of: Any, settings: Any, live_server: Any
) -> None:
    settings.ACCORD_MAIL, settings.ACCORD_PUBLIC_URL = True, live_server.url
    _asks(page_of(cast.cio), initiative)
    let_work_be_done()
    letter = next(one for one in mail.outbox if one.to == [cast.department_head.email])
    link = re.search(r"http\S+/link/\S+", letter.body)
    assert link is not None
    page = page_of(None, touch=True)
    page.goto(link[0])
    assert not page.locator("[name=payoff_low]").count()
    page.get_by_role("button", name="Send me a code").tap()
    expect(page.get_by_role("heading", name="Type the code from the mail")).to_be_visible()
    found = re.search(r"\b\d{6}\b", mail.outbox[-1].body)
    assert found is not None
    assert mail.outbox[-1].to == [cast.department_head.email]
    shoot(page, "expect-link-1-code")
    page.locator("[name=code]").fill(found[0])
    page.get_by_role("button", name="Open my form").tap()
    expect(page.get_by_text("You answer on behalf of Business")).to_be_visible()
    shoot(page, "expect-link-2-form")
    _fill(Finger(page), EARLY)
    page.get_by_role("button", name="See what this says").tap()
    page.get_by_role("button", name="Seal my answer").tap()
    expect(page.get_by_role("heading", name="Your answer is sealed")).to_be_visible()
    page.goto(link[0])
    assert EARLY.reason not in page.content()
    page.goto("/")
    assert "/account/login/" in page.url  # the link opens this one form and nothing else


def test_an_answer_is_given_without_scripts(cast: Cast, initiative: Initiative, page_of: Any) -> None:
    _asks(page_of(cast.cio, scripts=False), initiative)
    page = page_of(cast.delivery_lead, scripts=False)
    page.goto(f"/expectations/{Round.objects.get().pk}/answer/")
    _fill(Finger(page), LATE)
    page.get_by_role("button", name="See what this says").click()
    page.get_by_role("button", name="Change something").click()
    assert page.locator("[name=benefit_low]").input_value() == LATE.benefit[0]
    page.get_by_role("button", name="See what this says").click()
    page.get_by_role("button", name="Seal my answer").click()
    expect(page.get_by_role("heading", name="Your answer is sealed")).to_be_visible()
    assert Answer.objects.count() == 1


def test_a_slip_is_said_at_its_field_and_nothing_is_lost(cast: Cast, initiative: Initiative, page_of: Any) -> None:
    _asks(page_of(cast.cio), initiative)
    page = page_of(cast.department_head, touch=True)
    page.goto(f"/expectations/{Round.objects.get().pk}/answer/")
    _fill(Finger(page), EARLY)
    page.locator("[name=cost_high]").fill("9k")
    page.get_by_role("button", name="See what this says").tap()
    expect(page.locator("#cost").get_by_text(re.compile("This is less than your likely value")).first).to_be_visible()
    assert page.locator("[name=cost_high]").input_value() == "9k"
    assert page.locator("[name=payoff_reason]").input_value() == EARLY.reason
    assert not Answer.objects.exists()
    shoot(page, "expect-slip")


def test_the_pages_of_an_answer_hold_on_the_smallest_phone_in_both_themes(
    cast: Cast, initiative: Initiative, page_of: Any, axe: Any, fits: Any
) -> None:
    _asks(page_of(cast.cio), initiative)
    page = page_of(cast.department_head, phone=True)
    page.goto(f"/expectations/{Round.objects.get().pk}/answer/")
    _holds(page, axe, fits)
    _fill(Finger(page), EARLY)
    page.get_by_role("button", name="See what this says").click()
    _holds(page, axe, fits)
    page.get_by_role("button", name="Seal my answer").click()
    _holds(page, axe, fits)


def test_the_pages_of_a_link_hold_on_the_smallest_phone_in_both_themes(
    cast: Cast, initiative: Initiative, page_of: Any, axe: Any, fits: Any, settings: Any
) -> None:
    settings.ACCORD_MAIL = True
    _asks(page_of(cast.cio), initiative)
    asked = Asked.objects.get(person=cast.department_head)
    page = page_of(None, phone=True)
    page.goto(f"/expectations/link/{link_token(asked_id=asked.pk)}/")
    _holds(page, axe, fits)
    page.get_by_role("button", name="Send me a code").click()
    _holds(page, axe, fits)
    page.locator("[name=code]").fill("000000")
    page.get_by_role("button", name="Open my form").click()
    _holds(page, axe, fits)
    page.goto("/expectations/link/nothing/")
    _holds(page, axe, fits)


def _holds(page: Page, axe: Any, fits: Any) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        axe(page)
        fits(page)
