"""Of which list a file is a state, and what a list is called."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.batches.reads.lists import ListOffer

NONE, NEW = "none", "new"


class ListForm(forms.Form):
    """Which list a file is a state of, and by what its rows are found again."""

    source_list = forms.ChoiceField(
        label=gettext_lazy("This file is"),
        help_text=gettext_lazy(
            "A list that comes again, such as a yearly report, keeps its own memory: what it names no more is marked as having left it."
        ),
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the new list"), required=False, max_length=200,
        help_text=gettext_lazy("What people call it, for example “Major projects”."),
    )  # fmt: skip
    key_by = forms.MultipleChoiceField(
        label=gettext_lazy("Rows are found again by"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Tick nothing to go by the key of the file, or, where it has none, by name and department. Tick the name alone where departments are renamed."
        ),
    )  # fmt: skip
    is_part = forms.BooleanField(
        label=gettext_lazy("The file holds only part of the list: nothing leaves it"), required=False
    )

    def __init__(self, *args: Any, offer: ListOffer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lists = [(str(pk), _("the next state of “%(name)s”") % {"name": name}) for pk, name in offer.lists]
        choices = [(NONE, _("no list that comes again")), *lists, (NEW, _("the first state of a new list"))]
        likely = offer.list_id or (offer.likely[0] if offer.likely else None)
        self.fields["source_list"].choices = choices  # type: ignore[attr-defined]
        self.fields["source_list"].initial = str(likely) if likely else NONE
        self.fields["key_by"].choices = offer.key_fields  # type: ignore[attr-defined]
        self.fields["key_by"].initial = list(offer.key_by)
        self.fields["is_part"].initial = offer.is_part

    def clean(self) -> dict[str, Any]:
        """Ask for a name where a new list is meant."""
        given = super().clean() or {}
        if given.get("source_list") == NEW and not (given.get("name") or "").strip():
            self.add_error("name", _("Give the list a name."))
        return given

    def chosen(self) -> int | str | None:
        """Give the list as ``writes.use_list`` takes it."""
        said = str(self.cleaned_data["source_list"])
        if said == NEW:
            return str(self.cleaned_data["name"])
        return None if said == NONE else int(said)

    def key(self) -> list[str] | None:
        """Give the fields chosen for a new list; one that is here already keeps its own."""
        return list(self.cleaned_data["key_by"]) if self.cleaned_data["source_list"] == NEW else None


class ListNameForm(forms.Form):
    """What a list is called."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
