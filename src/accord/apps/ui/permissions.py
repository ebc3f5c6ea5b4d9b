"""The one permission table and the doors it guards: every address and API operation carries its action."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.ui.rules import EVERYONE, NotAllowed, Viewer
from accord.apps.ui.sockets import Action, actions

View = Callable[..., HttpResponseBase]
F = TypeVar("F", bound=Callable[..., Any])

PUBLIC = Action("public", gettext_lazy("Reach without signing in"), frozenset())
SIGNED_IN = Action("signed_in", gettext_lazy("Reach once signed in"), EVERYONE)

__all__ = ["PUBLIC", "SIGNED_IN", "Action", "actions", "check", "door", "may", "passes", "route", "viewer_of"]


def may(viewer: Viewer | None, action: Action) -> bool:
    """Tell whether the viewer's roles alone allow the action."""
    if action.code == PUBLIC.code:
        return True
    return viewer is not None and not action.roles.isdisjoint(viewer.roles)


def passes(viewer: Viewer | None, action: Action) -> bool:
    """Tell whether the viewer may do this on some record: by role, or as one of those the action lets in besides."""
    return may(viewer, action) or (viewer is not None and action.also is not None and action.also(viewer))


def check(viewer: Viewer | None, action: Action) -> None:
    """Raise NotAllowed unless the viewer's roles allow the action."""
    if not may(viewer, action):
        raise NotAllowed(
            _("Your role does not allow this: %(action)s. Ask the programme office if you need it.")
            % {"action": action.label}
        )


def door(action: Action) -> Callable[[F], F]:
    """Tag an API operation with its action and refuse viewers who may never do it.

    Actions with an ``own`` clause let every signed-in person through to the exact check on the record, or those only
    whom ``also`` names.
    """

    def tag(function: F) -> F:
        @wraps(function)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            _let_in(request, action)
            return function(request, *args, **kwargs)

        # Annotations are resolved here: the framework would look for their names in this module.
        guarded.__signature__ = signature(function, eval_str=True)  # type: ignore[attr-defined]
        guarded.action = action  # type: ignore[attr-defined]
        return cast("F", guarded)

    return tag


def _let_in(request: HttpRequest, action: Action) -> None:
    if action.code == PUBLIC.code:
        return  # nobody is looked at: not even who is signed in
    viewer = cast("Viewer | None", request.user if request.user.is_authenticated else None)
    if (action.also is not None or not action.own) and not passes(viewer, action):
        check(viewer, action)


def route(pattern: str, view: View, *, name: str, action: Action) -> URLPattern:
    """Make a URL whose door knows its action: strangers are sent to sign in, other roles are refused."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if action.code != PUBLIC.code and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        _let_in(request, action)
        return view(request, *args, **kwargs)

    guarded.action = action  # type: ignore[attr-defined]
    return path(pattern, guarded, name=name)


def viewer_of(request: HttpRequest) -> Viewer:
    """Give the signed-in person behind a request. Raises NotAllowed for a stranger."""
    if not request.user.is_authenticated:
        raise NotAllowed(_("Please sign in first."))
    return cast(Viewer, request.user)
