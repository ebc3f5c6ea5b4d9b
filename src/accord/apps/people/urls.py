"""Addresses of people, departments, roles and one's own account; ``sign_in`` are those the library calls by name."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as socialaccount
from django.urls import URLPattern, re_path

from accord.apps.people.pages import account as own
from accord.apps.people.pages import coming_in, departments, people, roles, single_sign_on
from accord.apps.people.permissions import EDIT_PEOPLE, ERASE_PEOPLE, GRANT_ROLES, OWN_ACCOUNT, SEE_PEOPLE, SEE_ROLES
from accord.apps.ui.permissions import PUBLIC, SIGNED_IN, Action, View, route

app_name = "people"
urlpatterns = [
    route("people/", people.people, name="people", action=SEE_PEOPLE),
    route("people/new/", people.add_person, name="add_person", action=EDIT_PEOPLE),
    route("people/roles/", roles.permission_table, name="roles", action=SEE_ROLES),
    route("people/<int:person_id>/", people.person, name="person", action=SEE_PEOPLE),
    route("people/<int:person_id>/edit/", people.edit_person, name="edit_person", action=EDIT_PEOPLE),
    route("people/<int:person_id>/leaving/", people.leaving, name="leaving", action=EDIT_PEOPLE),
    route("people/<int:person_id>/return/", people.coming_back, name="return", action=EDIT_PEOPLE),
    route("people/<int:person_id>/roles/", people.roles, name="person_roles", action=GRANT_ROLES),
    route("people/<int:person_id>/invitation/", people.invitation, name="invite", action=GRANT_ROLES),
    route(
        "people/<int:person_id>/invitation/withdrawal/",
        people.invitation_withdrawal,
        name="invitation_withdrawal",
        action=GRANT_ROLES,
    ),
    route("people/<int:person_id>/erasure/", people.erasure, name="erasure", action=ERASE_PEOPLE),
    route("departments/", departments.departments, name="departments", action=SEE_PEOPLE),
    route("departments/new/", departments.add_department, name="add_department", action=EDIT_PEOPLE),
    route("departments/<int:department_id>/", departments.department, name="department", action=SEE_PEOPLE),
    route(
        "departments/<int:department_id>/edit/", departments.edit_department, name="edit_department", action=EDIT_PEOPLE
    ),
    route(
        "departments/<int:department_id>/removal/",
        departments.department_removal,
        name="department_removal",
        action=EDIT_PEOPLE,
    ),
    route("account/", own.account, name="account", action=OWN_ACCOUNT),
    route("account/tokens/", own.tokens, name="tokens", action=OWN_ACCOUNT),
    route("account/tokens/<int:token_id>/ending/", own.token_ending, name="token_ending", action=OWN_ACCOUNT),
    route("account/sessions/ending/", own.sessions_ending, name="sessions_ending", action=OWN_ACCOUNT),
    route("invitation/<str:token>/", coming_in.invitation, name="invitation", action=PUBLIC),
]


def _matching(pattern: str, view: View, *, name: str, action: Action) -> URLPattern:
    """Make a URL from a regular expression with the same door as ``route``."""
    return re_path(pattern, route("", view, name=name, action=action).callback, name=name)


# Only what is wanted of the library's addresses; included at account/ without a namespace.
sign_in = [
    route("login/", account.login, name="account_login", action=PUBLIC),
    route("logout/", account.logout, name="account_logout", action=PUBLIC),
    route("inactive/", account.account_inactive, name="account_inactive", action=PUBLIC),
    route("signup/", coming_in.signing_up, name="account_signup", action=PUBLIC),
    route("reauthenticate/", account.reauthenticate, name="account_reauthenticate", action=SIGNED_IN),
    route("password/change/", account.password_change, name="account_change_password", action=OWN_ACCOUNT),
    route("password/set/", account.password_set, name="account_set_password", action=OWN_ACCOUNT),
    route("password/reset/", coming_in.password_reset, name="account_reset_password", action=PUBLIC),
    route("password/reset/done/", account.password_reset_done, name="account_reset_password_done", action=PUBLIC),
    route(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
        action=PUBLIC,
    ),
    _matching(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
        action=PUBLIC,
    ),
    route("second-step/", second_step.index, name="mfa_index", action=OWN_ACCOUNT),
    route("second-step/sign-in/", second_step.authenticate, name="mfa_authenticate", action=PUBLIC),
    route("second-step/reauthenticate/", second_step.reauthenticate, name="mfa_reauthenticate", action=SIGNED_IN),
    route("second-step/app/", totp.activate_totp, name="mfa_activate_totp", action=OWN_ACCOUNT),
    route("second-step/app/removal/", totp.deactivate_totp, name="mfa_deactivate_totp", action=OWN_ACCOUNT),
    route("second-step/codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes", action=OWN_ACCOUNT),
    route(
        "second-step/codes/new/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
        action=OWN_ACCOUNT,
    ),
    route("sso/cancelled/", socialaccount.login_cancelled, name="socialaccount_login_cancelled", action=PUBLIC),
    route("sso/error/", socialaccount.login_error, name="socialaccount_login_error", action=PUBLIC),
    route("sso/connections/", own.account, name="socialaccount_connections", action=OWN_ACCOUNT),
    route("oidc/<slug:provider_id>/login/", single_sign_on.start, name="openid_connect_login", action=PUBLIC),
    route(
        "oidc/<slug:provider_id>/login/callback/",
        single_sign_on.callback,
        name="openid_connect_callback",
        action=PUBLIC,
    ),
]
