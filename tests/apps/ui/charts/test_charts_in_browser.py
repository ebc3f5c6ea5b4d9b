"""The pictures of the gallery as Chromium sets them: no word on another, none off the paper, both themes, both widths."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cast import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Half a letter's air above and below belongs to the box but not to the ink.
TROUBLES = """() => {
  const found = [];
  for (const svg of document.querySelectorAll('.chart svg, svg.spark')) {
    if (getComputedStyle(svg).display === 'none') continue;
    const paper = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].map((text) => [text.textContent, text.getBoundingClientRect()]);
    const name = svg.getAttribute('aria-label').slice(0, 40);
    texts.forEach(([words, box], index) => {
      if (box.left < paper.left - 2 || box.right > paper.right + 2) found.push(`${name}: ${words} leaves the paper`);
      for (const [others, other] of texts.slice(index + 1)) {
        const across = box.left < other.right && other.left < box.right;
        const down = box.top + 2 < other.bottom - 2 && other.top + 2 < box.bottom - 2;
        if (across && down) found.push(`${name}: ${words} meets ${others}`);
      }
    });
  }
  return found;
}"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_no_word_meets_another(page_of: Callable[..., "Page"], cast: Cast, phone: bool, dark: bool) -> None:
    page = page_of(cast.employee, phone=phone, dark=dark)
    page.goto("/ui/")
    page.evaluate("document.fonts.ready")
    assert page.locator(".chart svg:visible").count() > 20
    assert page.evaluate(TROUBLES) == []
    if folder := os.environ.get("ACCORD_SHOTS"):
        name = f"charts-{'phone' if phone else 'desktop'}-{'dark' if dark else 'light'}.png"
        page.screenshot(path=Path(folder) / name, full_page=True)
