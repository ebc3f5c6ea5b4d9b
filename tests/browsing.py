"""Pages in the machine's own Chromium: signed in as anybody, watched for outside requests, script errors and axe."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from accord.apps.people.models import Person

PHONE = {"width": 360, "height": 740}
POCKET = {"width": 390, "height": 844}  # held in a hand: touched, not clicked
# (phone, dark): the two looks that differ in everything; their mixtures are looked at by `make prove`
LOOKS = [
    pytest.param(False, False, id="desk light"),
    pytest.param(True, True, id="phone dark"),
    pytest.param(False, True, id="desk dark", marks=pytest.mark.prove),
    pytest.param(True, False, id="phone light", marks=pytest.mark.prove),
]
# A page that fails to load a missing picture or breaks the content security policy says so in its console.
COMPLAINTS = ("Content Security Policy", "Content-Security-Policy", "MIME type", "Uncaught")

CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Playwright keeps an event loop in the test's thread; Django's database layer would take it for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Launch the machine's own Chromium, quietly; where there is one without windows, that one, because it is faster."""
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        pytest.fail("Chromium is missing. Install it with: sudo apt-get install chromium", pytrace=False)
    quiet = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": chromium, "headless": True, "args": [*quiet, *root]}


@pytest.fixture
def page_of(browser: Browser, live_server: Any, client_of: Callable[..., Any]) -> Iterator[Callable[..., Page]]:
    """Open a page signed in as a person (None: the stranger): `page_of(cast.cio, phone=True, dark=True)`; with ``touch`` a phone in the hand.

    Relative addresses go to the test's own server. At the end of the test, a request to anywhere else,
    a script error or a broken content security policy fails it.
    """
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_page(
        person: Person | None, *, phone: bool = False, touch: bool = False, dark: bool = False, scripts: bool = True
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport=POCKET if touch else PHONE if phone else {"width": 1280, "height": 900},  # type: ignore[arg-type]
            has_touch=touch,
            is_mobile=touch,
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="UTC",
        )
        contexts.append(context)
        if person is not None:
            cookie = client_of(person).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        _watch(page, live_server.url, troubles)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not troubles, "\n".join(troubles)


def _watch(page: Page, home: str, troubles: list[str]) -> None:
    host = urlsplit(home).netloc

    def request(request: Any) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.netloc != host:
            troubles.append(f"{page.url} asked for {request.url}")

    def console(message: Any) -> None:
        if message.type == "error" and any(word in message.text for word in COMPLAINTS):
            troubles.append(f"{page.url} says: {message.text}")

    page.on("request", request)
    page.on("console", console)
    page.on("pageerror", lambda error: troubles.append(f"{page.url} raised: {error}"))


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Fail with every accessibility violation that axe finds on the page as it stands."""
    from axe_playwright_python.sync_playwright import Axe

    def check(page: Page) -> None:
        found = Axe().run(page).response["violations"]
        lines = [
            f"{violation['id']}: {violation['help']}\n    "
            + "\n    ".join(node["html"][:200] for node in violation["nodes"][:5])
            for violation in found
        ]
        assert not found, f"{page.url}\n" + "\n".join(lines) + "\n" + json.dumps([one["id"] for one in found])

    return check


@pytest.fixture
def fits() -> Callable[[Page], None]:
    """Fail when the page has to be scrolled sideways."""

    def check(page: Page) -> None:
        wide, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= seen, f"{page.url} is {wide} px wide on a screen of {seen} px"

    return check
