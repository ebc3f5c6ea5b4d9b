"""Every page that needs no record opens in Chromium: axe finds nothing, nothing is asked outside, a phone is wide enough."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from accord.apps.people.rules import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# Addresses that answer with something else than a page, or that end the session.
NO_PAGES = ("logout", "sign-out", "ending", "export", ".csv", ".json", ".svg", ".ics")


def _addresses(patterns: list[Any], prefix: str = "/") -> list[str]:
    found = []
    for pattern in patterns:
        place = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if pattern.app_name != "ninja":
                found.extend(_addresses(pattern.url_patterns, place))
        elif isinstance(pattern, URLPattern) and not set("<(^") & set(place):
            found.append(place)
    return found


PAGES = sorted(
    {place for place in _addresses(get_resolver().url_patterns) if not any(word in place for word in NO_PAGES)}
)
STRANGERS = ["/account/login/", "/account/password/reset/"]


@pytest.fixture
def everybody(cast: Any) -> Any:
    """Somebody who holds every role, so that no door stays shut."""
    cast.administrator.roles = [str(role) for role in Role]
    cast.administrator.save(update_fields=["roles"])
    return cast.administrator


def test_there_are_pages_to_look_at():
    assert len(PAGES) > 5


PARTS = sorted({place.split("/")[1] for place in PAGES})


@pytest.mark.parametrize("part", PARTS)
def test_pages_hold_on_a_phone_in_the_dark(part, everybody, client_of, page_of, axe, fits):
    _hold(part, client_of(everybody), page_of(everybody, phone=True, dark=True), axe, fits)


@pytest.mark.prove
@pytest.mark.parametrize("part", PARTS)
def test_pages_hold_on_a_desk_in_the_light(part, everybody, client_of, page_of, axe, fits):
    _hold(part, client_of(everybody), page_of(everybody), axe, fits)


def _hold(part: str, client: Any, page: Any, *checks: Any) -> None:
    troubles = []
    for place in PAGES:
        if place.split("/")[1] == part and _is_page(client.get(place)):
            page.goto(place)
            troubles.extend(_troubles(page, *checks))
    assert not troubles, "\n\n".join(troubles)


def _is_page(answer: Any) -> bool:
    """Tell a page from a form's target, a redirect, a file or a fragment; what breaks is none of these."""
    assert answer.status_code < 500
    return answer.status_code == 200 and b"<html" in answer.content[:2000]


def _troubles(page: Any, *checks: Any) -> list[str]:
    found = []
    for check in checks:
        try:
            check(page)
        except AssertionError as trouble:
            found.append(str(trouble))
    return found


@pytest.mark.parametrize("place", STRANGERS)
def test_a_page_for_strangers_holds(place, page_of, axe, fits):
    page = page_of(None, phone=True)
    assert page.goto(place).status == 200
    axe(page)
    fits(page)
