"""Forms of notices: strings to values; they never save."""

from __future__ import annotations

from typing import Any

from django import forms

MOST_TEXT = 10_000


class LinkForm(forms.Form):
    """What one link asks for besides pressing its button: a text, or nothing."""

    def __init__(self, *args: Any, asks: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asks:
            area = forms.Textarea(attrs={"rows": 3})
            self.fields["text"] = forms.CharField(label=asks, max_length=MOST_TEXT, widget=area, required=False)
