"""Forms of notices: strings to values; they never save."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_lazy as translated

from accord.apps.notices.rules import DIGEST_LABELS, MODE_LABELS, Wishes

MOST_TEXT = 10_000
HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]
DAYS = [
    (0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday")), (4, _("Friday")), (5, _("Saturday")),
    (6, _("Sunday")),
]  # fmt: skip
MODES = [(code, translated(words)) for code, words in MODE_LABELS.items()]


class LinkForm(forms.Form):
    """What one link asks for besides pressing its button: a text, or nothing."""

    def __init__(self, *args: Any, asks: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asks:
            area = forms.Textarea(attrs={"rows": 3})
            self.fields["text"] = forms.CharField(label=asks, max_length=MOST_TEXT, widget=area, required=False)


class WishesForm(forms.Form):
    """When a summary comes, and when nothing may come."""

    digest = forms.ChoiceField(
        label=_("Summary"),
        choices=[(code, translated(words)) for code, words in DIGEST_LABELS.items()],
        widget=forms.RadioSelect,
        help_text=_("One mail with what happened and what is your turn. It does not come when there is nothing."),
    )
    hour = forms.TypedChoiceField(label=_("At what time"), choices=HOURS, coerce=int)
    weekday = forms.TypedChoiceField(label=_("On which day, if once a week"), choices=DAYS, coerce=int)
    quiet_from = forms.TypedChoiceField(
        label=_("No mail from"),
        choices=[("", _("no quiet hours")), *HOURS],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("What comes in quiet hours waits until they end."),
    )
    quiet_to = forms.TypedChoiceField(label=_("until"), choices=HOURS, coerce=int)
    weekends_quiet = forms.BooleanField(label=_("No mail on Saturday and Sunday"), required=False)

    def wishes(self) -> Wishes:
        """Give the values as the write takes them."""
        return Wishes(**self.cleaned_data)


def initial(wishes: Wishes) -> dict[str, Any]:
    """Fill the form with how somebody is told now."""
    return vars(wishes)
