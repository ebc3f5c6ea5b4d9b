"""Two sides' expectations mirrored on one axis, the gap between their likely values named in words.

``mirrored_chart(above, below, *, axis, title, gap="", third=None, guesses=(), joint=None, outcome=None,
words=ENGLISH, say_share=percent, description="", empty="Nobody has answered yet") -> Chart``

above, below, third   ``SideView``: label, tone, low, likely, high, density points, never, missing
axis                  ``Months(base, say)`` or ``Amounts(say)``: what the numbers are
gap                   the distance of the likely values in words ("8 months"); blank: no bracket
guesses               ``Guess(by, about, value)``: tones of two sides, and what the one thinks the other expects
joint                 (P10, P50, P90) of both together
outcome               what happened, on the axis
words                 ``MirrorWords``: every sentence with %-placeholders; ``ui.templatetags.wording`` has them translated
"""

from accord.apps.ui.charts.mirrors.content import Guess
from accord.apps.ui.charts.mirrors.picture import mirrored_chart
from accord.apps.ui.charts.mirrors.words import MirrorWords

__all__ = ["Guess", "MirrorWords", "mirrored_chart"]
