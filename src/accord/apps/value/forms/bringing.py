"""Many series at once, pasted or as a file: only where they come from; what they say is read and shown by the import."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

MOST_PASTED, MOST_FILE = 2_000_000, 10_000_000


class SeveralForm(forms.Form):
    """A table pasted, or a file."""

    file = forms.FileField(
        label=_("A file"), required=False,
        help_text=_("CSV or a spreadsheet as it is: banners, decimal commas and blank cells are no trouble."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Or the table itself"), required=False, max_length=MOST_PASTED,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "mono"}),
        help_text=_("Headings first. One series in each column with days down the side, or the other way round, or lines "
                    "with a name, a day and a value. Years, quarters (Q1 2024) and months (Jan-03) are fine."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two, and for a file that can be read at once."""
        given: dict[str, Any] = super().clean() or {}
        file = given.get("file")
        if not file and not (given.get("text") or "").strip() and not self.errors:
            self.add_error("file", _now("Choose a file, or paste a table."))
        if file and file.size > MOST_FILE:
            self.add_error("file", _now("This file is larger than %(most)s MB. Bring it under Import.") % {
                "most": MOST_FILE // 1_000_000})  # fmt: skip
        return given
