"""The socket of actions, joined into the permission table; declared in ``ui`` so that every app can plug in."""

from accord.apps.ui.sockets import Action, actions

__all__ = ["Action", "actions"]
