"""Writing an outcome down in a real browser: the page stays, errors and the result come to it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accord.apps.meetings import writes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_outcome_is_written_down_without_leaving_the_page(cast, topic, page_of, axe, fits):
    now = timezone.now()
    meeting = writes.plan_meeting(
        title="Both sides", starts_at=now + timedelta(days=3), chair_id=cast.delivery_lead.pk,
        attendee_ids=[cast.marketer.pk], by=cast.delivery_lead, at=now,
    )  # fmt: skip
    item = writes.put_on_agenda(meeting_id=meeting.pk, topic=topic, by=cast.delivery_lead, at=now)
    page = page_of(cast.delivery_lead, phone=True)
    page.goto(f"/meetings/{meeting.pk}/")
    page.evaluate("window.stayed = true")
    box = page.locator(f"#item-{item.pk}")
    box.locator("summary").click()
    box.get_by_role("radio", name="Promise").check()
    box.get_by_label("In a sentence").fill("Lena looks into it")
    box.get_by_role("button", name="Write it down").click()
    page.get_by_text("Say who promises it.", exact=True).first.wait_for()
    axe(page)
    fits(page)
    box.get_by_role("radio", name="Decision").check()
    box.get_by_role("button", name="Write it down").click()
    page.get_by_text("The outcome is written down.").wait_for()
    assert page.evaluate("window.stayed")
