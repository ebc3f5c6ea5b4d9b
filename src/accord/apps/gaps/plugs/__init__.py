"""What gaps offer: names, topics, sections, whose turn and notices; and they follow readings."""

from accord.apps.gaps.plugs import offering, telling


def plug_in() -> None:
    """Plug in everything gaps offer."""
    offering.plug_in()
    telling.plug_in()
