"""The pages of promises in Chromium: nothing for axe to find, nothing too wide, another day agreed by one click."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from accord.apps.promises import writes
from accord.apps.promises.models import Promise
from tests.browsing import LOOKS

pytestmark = pytest.mark.browser
TODAY = timezone.localdate()


@pytest.fixture
def story(cast, transactional_db):
    """A promise with a day proposed, and a year of promises in both directions."""
    now = timezone.now()
    current = writes.make_promise(
        what="Show the draft of the price list to the three largest shops", owner_id=cast.marketer.pk,
        made_to_id=cast.cio.pk, due_date=TODAY + timedelta(days=20), kind="data", confidence_share=0.8,
        by=cast.marketer, at=now,
    )  # fmt: skip
    writes.propose_day(
        promise=current, due_date=TODAY + timedelta(days=34), reason="The supplier sends the prices a week later.",
        by=cast.marketer, at=now,
    )  # fmt: skip
    business = [cast.marketer, cast.employee, cast.department_head, cast.operations_head]
    it = [cast.cio, cast.delivery_lead, cast.office]
    causes = ["waiting", "waiting", "data", "scope", "waiting", "people", "data", "decision"]
    rows = []
    for one in range(96):
        owner = (business if one % 2 else it)[one % 3]
        first = TODAY - timedelta(days=3 + 4 * one)
        kept = one % 7 > 2 if one % 2 else one % 5 > 1
        agreed = not kept and one % 6 == 0
        rows.append(
            Promise(
                what="x", owner=owner, department=owner.department, side="business" if one % 2 else "it",
                to_side=("it" if one % 2 else "business") if one % 9 else "finance", due_date=first,
                first_due_date=first, state="kept" if kept else "open" if agreed else "missed",
                kept_at=now - timedelta(days=5 + 4 * one) if kept else None,
                renegotiated_at=now - timedelta(days=9 + 4 * one) if agreed else None,
                cause="" if kept or agreed else causes[one % 8], confidence_share=(0.7, 0.9, 0.95)[one % 3],
                created_at=now - timedelta(days=40 + 4 * one), created_by=owner,
            )
        )  # fmt: skip
    Promise.objects.bulk_create(rows)
    return current


@pytest.mark.parametrize(("phone", "dark"), LOOKS)
def test_holds_on_any_screen(story, cast, page_of, axe, fits, phone, dark):
    page = page_of(cast.cio, phone=phone, dark=dark)
    for name, address in {
        "record": "/promises/record/", "promise": f"/promises/{story.pk}/", "make": "/promises/new/",
        "proposal": f"/promises/{story.pk}/proposal/", "refusal": f"/promises/{story.pk}/refusal/",
        "missing": f"/promises/{story.pk}/missing/", "promises": "/promises/",
    }.items():  # fmt: skip
        viewer = page_of(cast.marketer, phone=phone, dark=dark) if name == "proposal" else page
        viewer.goto(address)
        fits(viewer)
        axe(viewer)
        if where := os.environ.get("ACCORD_PICTURES"):
            shape = f"{'phone' if phone else 'wide'}-{'dark' if dark else 'light'}"
            viewer.screenshot(path=Path(where) / f"{name}-{shape}.png", full_page=True)


def test_another_day_is_agreed_from_my_turn_by_one_click(story, cast, page_of):
    page = page_of(cast.cio)
    page.goto("/")
    page.get_by_role("button", name=re.compile("Agree ?: Mia Copy asks for")).click()
    page.get_by_text("Agreed, and in time").wait_for()
    story.refresh_from_db()
    assert story.due_date == TODAY + timedelta(days=34)
    assert story.renegotiated_at is not None
