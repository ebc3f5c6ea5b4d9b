"""One check-in from the mail to the other side, on a phone: asked, signed with few taps, acknowledged; nothing is typed."""

import os
import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from accord.apps.check_ins import writes
from accord.apps.check_ins.models import CheckIn
from accord.apps.initiatives import writes as initiatives
from accord.apps.notices import writes as notices
from accord.apps.promises import writes as promises
from accord.apps.ui.rules import Ref
from tests.apps.notices.conftest import post, text_of  # noqa: F401 - the fixture of a real mail server

pytestmark = pytest.mark.browser
TALLEST = 1600  # pixels of a page that is signed in under two minutes: at most a thumb's swipe or two
HOURS = 24 * 5


@pytest.fixture
def story(cast, transactional_db):
    """A week in which a milestone was reached, one lies ahead, and the business is late with a promise."""
    now = timezone.now()
    then, lead = now - timedelta(days=8), cast.delivery_lead
    initiative = initiatives.add_initiative(
        title="Letter reader", department_id=cast.marketing.pk, sponsor_id=cast.department_head.pk, lead_id=lead.pk,
        by=cast.office, at=then,
    )  # fmt: skip
    today = timezone.localdate(now)
    for title, due in (
        ("Ten letters read", today - timedelta(days=2)),
        ("A hundred letters read", today + timedelta(days=20)),
    ):
        made = initiatives.add_milestone(initiative=initiative, title=title, due_date=due, by=lead, at=then)
        if due < today:
            initiatives.finish_milestone(
                milestone=made, done_date=due, result="Nine of them right", by=lead, at=now - timedelta(days=2)
            )
    promises.make_promise(
        what="Send a hundred old letters", owner_id=cast.department_head.pk, made_to_id=lead.pk, kind="data",
        due_date=today - timedelta(days=1), about=Ref("initiatives.initiative", initiative.pk), by=cast.department_head,
        at=then,
    )  # fmt: skip
    series = writes.start_series(
        about=Ref("initiatives.initiative", initiative.pk), answerer_id=lead.pk, acknowledger_id=cast.department_head.pk,
        by=lead, at=then,
    )  # fmt: skip
    series.next_on = today - timedelta(days=1)
    series.save()
    return initiative


def letter_link(post, person, name, since):  # noqa: F811
    """Let the mail go out when it is due, and give the path of the link in it that is called so."""
    for hour in range(HOURS):
        at = since + timedelta(hours=hour)
        notices.gather(by=None, at=at)
        notices.compose(by=None, at=at)
        notices.send(by=None, at=at)
        if letters := post.to(person):
            found = re.search(rf"{name}: (\S+)", text_of(letters[-1]))
            assert found, text_of(letters[-1])
            return urlsplit(found[1]).path
    raise AssertionError("no mail came")


def pictured(page, name):
    if where := os.environ.get("ACCORD_PICTURES"):
        page.screenshot(path=Path(where) / f"{name}.png", full_page=True)


def test_a_check_in_takes_three_taps_from_the_mail(story, cast, page_of, axe, fits, post):  # noqa: F811
    asked = timezone.now() - timedelta(minutes=10)
    assert writes.open_due(by=None, at=asked) == 1

    phone = page_of(None, phone=True)
    phone.goto(letter_link(post, cast.delivery_lead, "Sign the check-in", asked))
    fits(phone)
    axe(phone)
    pictured(phone, "signing-by-link")
    assert "Ten letters read" in phone.get_by_label("Progress").input_value()
    assert "Send a hundred old letters" in phone.get_by_label("Problem").input_value()
    phone.get_by_text("Suggested is caution: one promise is late. You decide.").wait_for()
    assert phone.locator("input[name=status]:checked").count() == 0  # suggested, never chosen for anybody
    assert phone.locator("a[href*='/initiatives/']").count() == 0
    assert phone.locator("textarea, fieldset").count() == 5
    assert phone.evaluate("document.documentElement.scrollHeight") <= TALLEST
    assert CheckIn.objects.get().state == "open"  # looking changed nothing
    phone.get_by_label("Caution (suggested)").check()
    phone.get_by_label("80 %").check()
    phone.get_by_role("button", name="Sign").click()
    phone.get_by_role("heading", name="Signed. Thank you.").wait_for()
    signed = CheckIn.objects.get()
    assert (signed.state, signed.status, signed.confidence_share) == ("signed", "caution", 0.8)
    assert signed.next_title == "A hundred letters read"
    phone.go_back()
    phone.reload()
    phone.get_by_text("Nothing to do here").wait_for()

    post.letters.clear()
    other = page_of(None, phone=True, dark=True)
    other.goto(letter_link(post, cast.department_head, "Acknowledge the check-in", timezone.now()))
    fits(other)
    axe(other)
    pictured(other, "acknowledging-by-link")
    other.get_by_label("One line back").fill("The letters come on Friday.")
    other.get_by_role("button", name="Acknowledge").click()
    other.get_by_role("heading", name="Acknowledged. Thank you.").wait_for()
    assert CheckIn.objects.get().reply == "The letters come on Friday."

    desk = page_of(cast.delivery_lead)
    for address in (
        "/check-ins/",
        "/check-ins/series/",
        f"/check-ins/{signed.pk}/",
        f"/check-ins/series/{signed.series_id}/",
    ):
        desk.goto(address)
        fits(desk)
        axe(desk)
    desk.goto(f"/check-ins/{signed.pk}/")
    desk.get_by_text("The letters come on Friday.").first.wait_for()
    desk.get_by_text("You signed it as it was prepared.").wait_for()
