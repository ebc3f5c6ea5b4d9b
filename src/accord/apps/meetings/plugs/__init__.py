"""What meetings offer to the apps below, and to the agenda itself."""

from accord.apps.meetings.plugs import meetings, minutes, series, topics

__all__ = ["plug_in"]


def plug_in() -> None:
    """Plug in everything meetings offer."""
    for part in (meetings, topics, minutes, series):
        part.plug_in()
