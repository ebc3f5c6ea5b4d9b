"""Templates and scripts keep to the content security policy and to htmx 4."""

import re

import pytest

from tests.house import drawing

TEMPLATES = sorted(drawing.SOURCE.rglob("templates/**/*.html"))
SCRIPTS = [path for path in drawing.SOURCE.rglob("static/**/*.js") if "vendor" not in path.parts]
STYLES = [path for path in drawing.SOURCE.rglob("static/**/*.css") if "vendor" not in path.parts]

FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE),
    "an inline event handler": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "an hx-on handler, which is evaluated as script": re.compile(r"\shx-on[:=]", re.IGNORECASE),
    "a javascript: address": re.compile(r"=\s*[\"']\s*javascript:", re.IGNORECASE),
    "a picture, style or script from outside": re.compile(
        r"<(?:script|img|link|iframe|source)\b[^>]*(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE
    ),
    "the unsafe `safe` filter": re.compile(r"\{\{[^}]*\|\s*safe\b"),
}
HTMX_2 = re.compile(r"htmx:[a-z]+[A-Z]\w*|hx-(?:disinherit|inherit|disable)\b|hx-ext\b")


def test_there_are_templates_to_look_at():
    assert TEMPLATES


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(drawing.SOURCE)))
def test_a_template_keeps_the_content_security_policy(template):
    text = template.read_text()
    broken = [f"{what}: {found.group(0)[:80]}" for what, rule in FORBIDDEN.items() if (found := rule.search(text))]
    assert not broken


@pytest.mark.parametrize("path", [*TEMPLATES, *SCRIPTS], ids=lambda path: str(path.relative_to(drawing.SOURCE)))
def test_speaks_htmx_4(path):
    assert not HTMX_2.findall(path.read_text()), "this is htmx 2; its successor says htmx:after:swap"


def test_own_scripts_stay_small():
    assert sum(len(path.read_text().splitlines()) for path in SCRIPTS) <= 800


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_style_asks_nobody_outside(path):
    assert not re.search(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", path.read_text())


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(drawing.SOURCE)))
def test_a_form_that_posts_carries_its_token(template):
    posting = re.findall(r"<form\b[^>]*method=[\"']post[\"'][^>]*>(.*?)</form>", template.read_text(), re.I | re.S)
    assert all("csrf_token" in form or "{% include" in form or "{% block" in form for form in posting)
