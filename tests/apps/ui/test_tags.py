"""The template tags: signs beside colours, escaped words, forms that say what is wrong where."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import SafeString

from accord.apps.ui.templatetags import accord_ui

TODAY = date(2026, 3, 12)


def _drawn(source: str, **values: Any) -> str:
    return Template("{% load accord_ui %}" + source).render(Context(values))


class TestVerdict:
    @pytest.mark.parametrize("code", sorted(accord_ui.VERDICTS))
    def test_is_a_sign_and_a_word(self, code: str) -> None:
        drawn = _drawn("{% verdict code %}", code=code)
        assert "<svg" in drawn
        assert str(accord_ui.VERDICTS[code][1]) in drawn

    def test_takes_an_unknown_code_for_none(self) -> None:
        assert "No verdict" in _drawn("{% verdict code %}", code='"><script>')


class TestSide:
    @pytest.mark.parametrize("code", sorted(accord_ui.SIDES))
    def test_is_a_shape_and_a_word(self, code: str) -> None:
        drawn = _drawn("{% side code %}", code=code)
        assert accord_ui.SIDES[code][1] in drawn
        assert str(accord_ui.SIDES[code][0]) in drawn

    def test_shapes_differ(self) -> None:
        assert len({shape for _words, shape in accord_ui.SIDES.values()}) == len(accord_ui.SIDES)

    def test_says_the_side_after_a_name(self) -> None:
        drawn = _drawn("{% side 'it' name %}", name="<b>Ida</b>")
        assert "&lt;b&gt;Ida" in drawn
        assert "(IT)" in drawn


class TestBadges:
    @pytest.mark.parametrize("source", ["{% state x %}", "{% side 'it' x %}", "{% verdict 'bad' x %}"])
    def test_never_trust_typed_words_because_markup_was_trusted_before(self, source: str) -> None:
        assert "<b>Open</b>" in _drawn(source, x=SafeString("<b>Open</b>"))
        assert "<b>" not in _drawn(source, x="<b>Open</b>")

    def test_speak_the_language_of_the_reader(self) -> None:
        with translation.override("en"):
            english = accord_ui.day(date(2026, 3, 11), TODAY)
        with translation.override("de"):
            german = accord_ui.day(date(2026, 10, 1), TODAY)
        assert "yesterday" in english
        assert "Okt" in german


class TestDay:
    def test_gives_the_exact_day_on_hover(self) -> None:
        drawn = _drawn("{% day d today %}", d=date(2026, 3, 15), today=TODAY)
        assert '<time datetime="2026-03-15" title="15 Mar 2026"' in drawn
        assert "in 3 days" in drawn

    def test_says_that_it_is_not_known(self) -> None:
        assert "not known yet" in _drawn("{% day d %}", d=None)

    def test_says_a_moment_with_its_time(self) -> None:
        drawn = _drawn("{% moment at today %}", at=datetime(2026, 3, 12, 14, 5, tzinfo=UTC), today=TODAY)
        assert "today, 14:05" in drawn


class TestQueryWith:
    def test_sets_removes_and_keeps(self) -> None:
        request = RequestFactory().get("/goals/?stage=live&page=3&q=a+b")
        assert _drawn("{% query_with request page=1 stage=None %}", request=request) == "?page=1&amp;q=a+b"


class TestTheme:
    @pytest.mark.parametrize(
        ("cookie", "theme"), [("dark", "dark"), ("light", "light"), ("'><i>", "auto"), ("", "auto")]
    )
    def test_reads_the_cookie(self, cookie: str, theme: str) -> None:
        request = RequestFactory().get("/")
        request.COOKIES["theme"] = cookie
        assert _drawn("{% theme %}", request=request) == theme


class _Form(forms.Form):
    fieldsets = [("Who", ["owner", "absent"])]
    title = forms.CharField(help_text="In one line.")
    owner = forms.CharField(required=False)
    due_date = forms.DateField()
    sides = forms.MultipleChoiceField(choices=[("it", "IT")], widget=forms.CheckboxSelectMultiple)


def _form(**typed: str) -> str:
    return _drawn('{% include "ui/form.html" with form=form submit="Save" %}', form=_Form(typed), csrf_token="t")


class TestForm:
    def test_ties_help_and_error_to_the_control(self) -> None:
        drawn = _form(title="")
        assert 'aria-describedby="id_title_helptext id_title_error"' in drawn
        assert 'id="id_title_helptext"' in drawn
        assert 'id="id_title_error"' in drawn
        assert 'aria-invalid="true"' in drawn

    def test_summarises_errors_with_links(self) -> None:
        assert '<a href="#id_due_date">Due date</a>' in _form(title="x")

    def test_shows_a_typed_day_to_the_date_control(self) -> None:
        assert 'type="date" name="due_date" value="2026-03-12"' in _form(due_date="2026-03-12")

    def test_keeps_a_day_that_cannot_be_read(self) -> None:
        assert 'type="text" name="due_date" value="31.2.2026"' in _form(due_date="31.2.2026")

    def test_groups_fields(self) -> None:
        drawn = _form()
        assert drawn.index("<legend>Who</legend>") < drawn.index('name="owner"') < drawn.index('name="title"')
        assert drawn.count('name="title"') == 1

    def test_escapes_what_was_typed(self) -> None:
        assert "<script>" not in _form(title='"><script>alert(1)</script>')


class TestBlocks:
    def test_a_card_escapes_its_title_and_keeps_its_content(self) -> None:
        drawn = _drawn("{% card title=t %}<p>{{ x }}</p>{% endcard %}", t="<i>", x="<b>")
        assert "<h2>&lt;i&gt;</h2>" in drawn
        assert "<p>&lt;b&gt;</p>" in drawn
