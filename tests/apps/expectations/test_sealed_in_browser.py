"""Asking and answering in a real browser, on a desk and on a phone of 360 px, light and dark."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone

from accord.apps.expectations import reads, writes
from accord.apps.expectations.models import Answer, Asked
from accord.apps.initiatives import writes as initiatives
from tests.apps.expectations.conftest import answer_of, month

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = (("desk", {"width": 1280, "height": 900}, "light"), ("desk-dark", {"width": 1280, "height": 900}, "dark"),
         ("phone", {"width": 360, "height": 740}, "light"), ("phone-dark", {"width": 360, "height": 740}, "dark"))  # fmt: skip


@pytest.fixture
def look(axe, fits):
    """Look at a page in every size and theme: axe finds nothing, it fits, a picture is kept."""

    def looked(page, name):
        for size, viewport, scheme in SIZES:
            page.set_viewport_size(viewport)
            page.emulate_media(color_scheme=scheme)
            if folder := os.environ.get("ACCORD_SHOTS"):
                page.screenshot(path=Path(folder) / f"sealed-{name}-{size}.png", full_page=True)
            if size in ("desk", "phone-dark"):
                axe(page)
                fits(page)

    return looked


def fill(page):
    """Type a whole answer."""
    for name, value in {
        "payoff_low": month(6), "payoff_high": month(24), "payoff_likely": month(12), "payoff_guess": month(15),
        "benefit_low": "100k", "benefit_high": "1.2m", "benefit_likely": "400k", "benefit_guess": "300k",
        "cost_low": "200k", "cost_high": "600k", "cost_likely": "590k",
        "payoff_reason": "The data of the north arrive before the spring, and two people learn to read them.",
    }.items():  # fmt: skip
        page.locator(f"[name={name}]").fill(value)
    page.get_by_text("10 %", exact=True).click()


def test_a_round_is_asked_answered_and_looked_after(cast, initiative, page_of, look):
    page = page_of(cast.office)
    page.goto("/expectations/new/")
    look(page, "choose")
    page.get_by_role("link", name="Churn early warning").click()
    look(page, "ask")
    page.get_by_label("Add somebody for IT").fill("ida")
    page.keyboard.press("Enter")
    page.get_by_text("Ida Byte, IT").wait_for()
    page.get_by_label("Add somebody for IT").fill("m")
    page.get_by_role("button", name="Ask them").click()
    look(page, "ask-again")
    page.get_by_label("Add somebody for IT").fill("")
    page.get_by_role("button", name="Ask them").click()
    page.get_by_text("0 of 4 have answered").wait_for()
    look(page, "round")

    phone = page_of(cast.department_head, phone=True)
    phone.goto(page.url)
    phone.get_by_role("link", name="Give your answer").click()
    look(phone, "form")
    phone.get_by_role("button", name="See what this says").click()
    look(phone, "form-errors")
    fill(phone)
    look(phone, "form-filled")
    phone.get_by_role("button", name="See what this says").click()
    phone.get_by_role("heading", name="This is what you say").wait_for()
    look(phone, "second-look")
    phone.get_by_role("button", name="Change something").click()
    assert phone.get_by_label("Low end").first.input_value() == "100k"
    phone.get_by_role("button", name="See what this says").click()
    phone.get_by_role("button", name="Seal my answer").click()
    phone.get_by_role("heading", name="Your answer is sealed").wait_for()
    look(phone, "receipt")
    assert Answer.objects.count() == 1

    page.reload()
    page.get_by_text("1 of 4 have answered").wait_for()
    look(page, "round-answered")
    for name in ("deadline", "people"):
        page.goto(f"{phone.url.removesuffix('receipt/')}{name}/")
        look(page, name)


def test_a_personal_link_opens_one_form(cast, now_round, page_of, look, settings):
    settings.ACCORD_MAIL = True
    asked = Asked.objects.get(round=now_round, person=cast.delivery_lead)
    page = page_of(None, phone=True)
    page.goto(f"/expectations/link/{reads.link_token(asked_id=asked.pk)}/")
    look(page, "link")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code").wait_for()
    look(page, "link-code")
    code = next(word for word in mail.outbox[-1].body.split() if word.isdigit() and len(word) == 6)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Open my form").click()
    page.get_by_role("heading", name="What do you expect of").wait_for()
    look(page, "link-form")
    fill(page)
    page.get_by_role("button", name="See what this says").click()
    look(page, "link-second-look")
    page.get_by_role("button", name="Seal my answer").click()
    page.get_by_role("heading", name="Your answer is sealed").wait_for()
    look(page, "link-receipt")


def test_a_receipt_is_checked_after_the_reveal(cast, reveal_now, page_of, look):
    round_ = reveal_now(cast.department_head, cast.delivery_lead)
    page = page_of(cast.department_head)
    page.goto(f"/expectations/{round_.pk}/receipt/")
    look(page, "receipt-revealed")
    page.goto(f"/expectations/{round_.pk}/receipt/?check=1")
    page.get_by_label("A receipt").fill(Answer.objects.first().receipt)
    page.get_by_role("button", name="Check it").click()
    look(page, "check")
    page.goto(f"/expectations/{round_.pk}/answer/")
    look(page, "closed" if "answer" in page.url else "closed-receipt")


def test_several_are_asked_at_once(cast, initiative, page_of, look):
    for number in range(8):
        initiatives.add_initiative(
            title=f"Reading letters {number}", department_id=cast.operations.pk, visibility="everyone",
            sponsor_id=cast.operations_head.pk if number % 3 else None, lead_id=cast.delivery_lead.pk,
            by=cast.office, at=timezone.now(),
        )  # fmt: skip
    page = page_of(cast.office)
    page.goto("/expectations/several/")
    for box in page.locator("[name=chosen]").all():
        box.check()
    look(page, "several")
    page.get_by_role("button", name="See what comes of it").click()
    look(page, "plan")


def test_a_round_that_is_over_says_so(cast, now_round, page_of, look):
    writes.give_answer(
        asked=Asked.objects.select_related("round").get(round=now_round, person=cast.cfo), answer=answer_of(),
        by=cast.cfo, at=timezone.now() - timedelta(hours=1),
    )  # fmt: skip
    page = page_of(cast.department_head)
    page.goto(f"/expectations/{now_round.pk}/answer/")
    page.get_by_role("button", name="I cannot answer").click()
    look(page, "declined")
    office = page_of(cast.office)
    office.goto(f"/expectations/{now_round.pk}/")
    office.get_by_text("Call it off").first.click()
    look(office, "calling-off")
    office.get_by_role("button", name="Call it off").click()
    look(office, "called-off")
    page.reload()
    look(page, "closed-called-off")


def test_everything_works_without_scripts(cast, now_round, page_of):
    page = page_of(cast.department_head, phone=True, scripts=False)
    page.goto(f"/expectations/{now_round.pk}/answer/")
    fill(page)
    page.locator("[name=payoff_never][value=own]").check()
    page.locator("[name=payoff_never_own]").fill("7")
    page.get_by_role("button", name="See what this says").click()
    page.get_by_text("The chance that it never pays off is 7").wait_for()
    page.get_by_role("button", name="Change something").click()
    page.locator("[name=cost_blank]").check()
    page.get_by_role("button", name="See what this says").click()
    page.get_by_text("You cannot say.").wait_for()
    page.get_by_role("button", name="Seal my answer").click()
    page.get_by_role("heading", name="Your answer is sealed").wait_for()
    page.locator("summary", has_text="Take it back").click()
    page.get_by_role("button", name="Take it back").click()
    page.get_by_role("heading", name="What do you expect of").wait_for()
    assert not Answer.objects.exists()


def test_leaving_before_sealing_asks_first(cast, now_round, page_of):
    page = page_of(cast.department_head)
    page.goto(f"/expectations/{now_round.pk}/answer/")
    fill(page)
    page.get_by_role("button", name="See what this says").click()
    page.get_by_role("heading", name="This is what you say").click()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Goals").first.click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Seal my answer").click()
    page.get_by_role("heading", name="Your answer is sealed").wait_for()
    assert asked == ["beforeunload"]
