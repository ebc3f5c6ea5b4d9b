"""What journeys do with a page beside clicking: keep a picture of it, let queued work be done, measure."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from accord.cli.worker import work

if TYPE_CHECKING:
    from playwright.sync_api import Page


def shoot(page: Page, name: str) -> None:
    """Keep a picture of the page in the folder ACCORD_SHOTS, if one is named."""
    if folder := os.environ.get("ACCORD_SHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", caret="initial")


def let_work_be_done() -> None:
    """Let the worker do what is queued and what is due."""
    work(once=True, pause=0, stop=Event())


def finish_the_job(page: Page) -> None:
    """Let the worker do what is queued; the page follows by itself and offers to go on."""
    assert "/jobs/" in page.url
    let_work_be_done()
    page.get_by_role("link", name="Go on").click()


def measure(page: Page) -> None:
    """Press the button that measures, from the page Out of step, and come back to it."""
    page.get_by_role("button", name="Measure now").click()
    finish_the_job(page)
    expect(page.get_by_role("heading", name="Out of step", level=1)).to_be_visible()
