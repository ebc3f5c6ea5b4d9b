"""Two people's edits brought together, and refusals at their fields."""

from django import forms
from django.http import QueryDict

from accord.apps.ui.forms import add_refusal, merge_conflict
from accord.apps.ui.rules import EditConflict, Invalid


def conflict(base: dict[str, object], theirs: dict[str, object]) -> EditConflict:
    return EditConflict("changed", changes=[], current_version=4, base=base, theirs=theirs)


class TestMergeConflict:
    def test_takes_over_what_one_did_not_touch_and_keeps_what_one_typed(self) -> None:
        data = QueryDict("title=Mine&why=old&version=3")

        merged = merge_conflict(data, conflict({"title": "old", "why": "old"}, {"title": "Theirs", "why": "new"}))

        assert (merged["title"], merged["why"], merged["version"]) == ("Mine", "new", "4")

    def test_reads_links_nothing_yes_and_lists(self) -> None:
        data = QueryDict("department=3&head=&tags=a&tags=b&version=3")
        base = {"department": "people.department:3", "head": None, "tags": ["a", "b"]}
        theirs = {"department": None, "head": "people.person:9", "tags": ["c"]}

        merged = merge_conflict(data, conflict(base, theirs))

        assert (merged["department"], merged["head"], merged.getlist("tags")) == ("", "9", ["c"])

    def test_knows_that_an_unticked_box_is_not_posted(self) -> None:
        data = QueryDict("version=3&open=on")

        merged = merge_conflict(data, conflict({"urgent": False, "open": True}, {"urgent": True, "open": False}))

        assert merged.getlist("urgent") == ["on"]
        assert merged.getlist("open") == []

    def test_leaves_the_posted_data_alone(self) -> None:
        data = QueryDict("title=old&version=3")

        merge_conflict(data, conflict({"title": "old"}, {"title": "new"}))

        assert data["title"] == "old"

    def test_knows_a_form_by_its_prefix(self) -> None:
        data = QueryDict("a-title=old&a-version=3")

        merged = merge_conflict(data, conflict({"title": "old"}, {"title": "new"}), prefix="a")

        assert (merged["a-title"], merged["a-version"]) == ("new", "4")


class TestAddRefusal:
    def test_puts_each_sentence_at_its_field(self) -> None:
        class Form(forms.Form):
            name = forms.CharField()

        form = Form({"name": "x"})

        add_refusal(form, Invalid("no", {"name": "Too short.", "elsewhere": "Also wrong."}))

        assert form.errors == {"name": ["Too short."], "__all__": ["Also wrong."]}
