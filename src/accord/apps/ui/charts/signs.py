"""Each side's sign beside its colour, the same as in the badges: circle, square, diamond, triangle, hexagon."""

from __future__ import annotations

from accord.apps.ui.charts.drawing import Canvas, tone

# corners as shares of the radius; business and everybody else has a circle
CORNERS = {
    "it": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "finance": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
    "hr": ((0, -1.1), (1.1, 0.9), (-1.1, 0.9)),
    "executive": ((-0.55, -1), (0.55, -1), (1.1, 0), (0.55, 1), (-0.55, 1), (-1.1, 0)),
}


def sign(canvas: Canvas, code: str, x: float, y: float, radius: float = 5.5, *, hollow: bool = False) -> None:
    """Draw a side's sign at a place, filled or hollow."""
    css = f"{'hollow' if hollow else 'dot'} {tone(code)}"
    if code in CORNERS:
        canvas.path([(x + dx * radius, y + dy * radius) for dx, dy in CORNERS[code]], css, closed=True)
    else:
        canvas.circle(x, y, radius, css)


def bar(canvas: Canvas, code: str, low: float, high: float, y: float) -> None:
    """Draw a side's 10–90 % range as a bar with an end on each side."""
    css = f"range {tone(code)}"
    canvas.line(low, y, high, y, f"{css} thick")
    for end in (low, high):
        canvas.line(end, y - 5, end, y + 5, css)


def beyond(canvas: Canvas, x: float, y: float, direction: float, code: str = "") -> None:
    """Point off the paper where a value lies beyond its edge; direction -1 is left, 1 is right, 0 nothing."""
    if direction:
        canvas.path(
            [(x + 7 * direction, y - 4), (x + 12 * direction, y), (x + 7 * direction, y + 4)], f"range {tone(code)}"
        )
