"""What meetings offer to the apps below, and to the agenda itself."""

from accord.apps.meetings.plugs.meetings import plug_in

__all__ = ["plug_in"]
