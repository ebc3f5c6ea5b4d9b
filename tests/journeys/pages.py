"""What journeys do with a page beside clicking: keep a picture of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def shoot(page: Page, name: str) -> None:
    """Keep a picture of the page in the folder ACCORD_SHOTS, if one is named."""
    if folder := os.environ.get("ACCORD_SHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", caret="initial")
