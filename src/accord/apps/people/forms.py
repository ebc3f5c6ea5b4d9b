"""Forms of people: strings to values; they never save."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accord.apps.people import rules

Choices = list[tuple[int, str]]


class PersonForm(forms.Form):
    """A person as the office writes them down."""

    name = forms.CharField(label=_("Name"), max_length=200)
    title = forms.CharField(
        label=_("Title"), max_length=200, required=False, help_text=_("What they do here, e.g. Head of claims.")
    )
    department = forms.TypedChoiceField(label=_("Department"), required=False, coerce=int, empty_value=None)
    email = forms.EmailField(
        label=_("Mail address"), max_length=254, required=False, help_text=_("Needed only to sign in.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, departments: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].choices = [("", _("No department")), *departments]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        return {
            "name": given["name"],
            "title": given["title"],
            "department_id": given["department"],
            "email": given["email"] or None,
        }


class DepartmentForm(forms.Form):
    """A department with its place in the tree."""

    name = forms.CharField(label=_("Name"), max_length=200)
    side = forms.ChoiceField(
        label=_("Side"),
        choices=[(side.value, rules.SIDE_LABELS[side]) for side in rules.Side],
        help_text=_("Where it stands between business and IT. Executives count as business when sides are compared."),
    )
    parent = forms.TypedChoiceField(label=_("Belongs to"), required=False, coerce=int, empty_value=None)
    head = forms.TypedChoiceField(label=_("Headed by"), required=False, coerce=int, empty_value=None)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, departments: Choices, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", _("Nothing: it stands at the top")), *departments]  # type: ignore[attr-defined]
        self.fields["head"].choices = [("", _("Nobody yet")), *people]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Give the values as the write takes them."""
        given = self.cleaned_data
        return {
            "name": given["name"],
            "side": given["side"],
            "parent_id": given["parent"],
            "head_id": given["head"],
        }


class LeavingForm(forms.Form):
    """When somebody left."""

    left_date = forms.DateField(label=_("Last day"), widget=forms.DateInput)


class RoleForm(forms.Form):
    """A role to give or to take."""

    role = forms.ChoiceField(choices=[(role.value, rules.ROLE_LABELS[role]) for role in rules.Role])
    give = forms.BooleanField(required=False)


class InvitationForm(forms.Form):
    """Name and first password of somebody who was invited."""

    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Choose a password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters, not a common password, not your name. A short sentence works well."),
    )


class TokenForm(forms.Form):
    """A new API token."""

    name = forms.CharField(
        label=_("What is it for?"), max_length=80, help_text=_("For example: nightly export to the data warehouse.")
    )


class OwnForm(forms.Form):
    """What people change about themselves."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(label=_("Language"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages = list(settings.LANGUAGES)
        if len(languages) < 2:
            del self.fields["language"]
        else:
            self.fields["language"].choices = [("", _("Like the browser")), *languages]  # type: ignore[attr-defined]


class _Unprompted:
    """Forms of the sign-in library without words inside the fields: the label says it."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        for name, label in LABELS.items():
            if name in self.fields:
                self.fields[name].label = label


LABELS = {
    "login": _("Mail address"),
    "email": _("Mail address"),
    "remember": _("Stay signed in on this device"),
    "oldpassword": _("Your password now"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
    "code": _("Code"),
}


class SignInForm(_Unprompted, account.LoginForm):  # type: ignore[misc]
    """Mail address and password."""


class ReauthenticateForm(_Unprompted, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""


class ChangePasswordForm(_Unprompted, account.ChangePasswordForm):  # type: ignore[misc]
    """A new password, with the one before."""


class SetPasswordForm(_Unprompted, account.SetPasswordForm):  # type: ignore[misc]
    """A first password."""


class ResetPasswordForm(_Unprompted, account.ResetPasswordForm):  # type: ignore[misc]
    """Where to send the link to a new password."""


class ResetPasswordKeyForm(_Unprompted, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password by a link."""


class SecondStepForm(_Unprompted, mfa.AuthenticateForm):  # type: ignore[misc]
    """A code of the app or a recovery code."""


class SecondStepAgainForm(_Unprompted, mfa.ReauthenticateForm):  # type: ignore[misc]
    """A code once more."""


class TurnOnForm(_Unprompted, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new app."""
