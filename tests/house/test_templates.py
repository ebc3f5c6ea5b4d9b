"""Templates and scripts keep to the content security policy and to htmx 4."""

import re

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


def test_every_template_keeps_the_content_security_policy():
    broken = [
        f"{_place(path)} holds {what}: {found.group(0)[:80]}"
        for path in TEMPLATES
        for what, rule in FORBIDDEN.items()
        if (found := rule.search(path.read_text()))
    ]
    assert not broken


def test_everything_speaks_htmx_4():
    older = [f"{_place(path)}: {said}" for path in [*TEMPLATES, *SCRIPTS] for said in HTMX_2.findall(path.read_text())]
    assert not older, "this is htmx 2; its successor says htmx:after:swap"


def test_own_scripts_stay_small():
    assert sum(len(path.read_text().splitlines()) for path in SCRIPTS) <= 800


def test_no_style_asks_anybody_outside():
    asking = re.compile(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//")
    assert not [_place(path) for path in STYLES if asking.search(path.read_text())]


def test_every_form_that_posts_carries_its_token():
    posting = re.compile(r"<form\b[^>]*method=[\"']post[\"'][^>]*>(.*?)</form>", re.IGNORECASE | re.DOTALL)
    bare = [
        _place(path)
        for path in TEMPLATES
        for form in posting.findall(path.read_text())
        if not any(part in form for part in ("csrf_token", "{% include", "{% block"))
    ]
    assert not bare


def _place(path):
    return str(path.relative_to(drawing.SOURCE))
