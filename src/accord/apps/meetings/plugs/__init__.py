"""What meetings offer to the apps below, and to the agenda itself."""

from accord.apps.meetings.plugs import meetings, minutes, topics

__all__ = ["plug_in"]


def plug_in() -> None:
    """Plug in everything meetings offer."""
    for part in (meetings, topics, minutes):
        part.plug_in()
