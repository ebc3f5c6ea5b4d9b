"""An initiative with people around it, and one that is not open to everyone, as beside initiatives."""

from tests.apps.initiatives.conftest import goal, initiative, secret

__all__ = ["goal", "initiative", "secret"]
