"""What was asked lately about People's initiative, a goal of both sides and everything together."""

from __future__ import annotations

from accord.site.sample.askings.views import WHOLE_PORTFOLIO, Asking, View
from accord.site.sample.story import AIMS

CONTACT_GOAL = AIMS[1].title

LEARNING_PATHS = Asking(
    "Learning paths", "Aisha Demir", 31, 10,
    (
        View(
            "business", ("Aisha Demir",), (14, 22, 34), (40, 85, 150), (112, 126, 152), (18, 80, 125), 25,
            {
                "payoff": ("People learn first and are faster later. I would not promise it within the next year.",),
                "benefit": ("Fewer courses that nobody needed. The rest cannot be counted in euros.",),
            },
        ),
    ),
    silent=(("Samir Haddad", "it"), ("Hugo Maier", "it")),
)  # fmt: skip

FIRST_CONTACT = Asking(
    CONTACT_GOAL, "Omar Feld", 40, 6,
    (
        View(
            "business", ("Omar Feld", "Tomas Reuter"), (4, 6, 9), (500, 650, 800), (455, 520, 600), (7, 620, 530), 5,
            {
                "payoff": ("From 63 to 75 percent is the harder half, but the calls that come twice are getting fewer now.",),
                "benefit": ("Every second call that does not come is six minutes for somebody who waits.",),
            },
        ),
        View(
            "it", ("Priya Nair", "Mei Tanaka"), (5, 8, 11), (450, 600, 760), (470, 540, 640), (6, 650, 520), 5,
            {
                "payoff": ("Call summaries and the answer finder run; mail sorting has to come first.",),
                "cost": ("Four initiatives together, with what it takes to keep them running.",),
            },
        ),
    ),
    "All four initiatives for this goal together.",
)  # fmt: skip

PORTFOLIO = Asking(
    WHOLE_PORTFOLIO, "Miriam Costa", 37, 8,
    (
        View(
            "business", ("Ingrid Halden", "Tomas Reuter", "Viktor Sand"), (11, 15, 22), (5500, 7400, 9400),
            (5100, 5600, 6400), (26, 7000, 5700), 5,
            {
                "payoff": (
                    "Fifteen months, if everybody stays with it. IT will tell me that this takes years.",
                    "Claims is there already. The others will follow.",
                ),
                "benefit": ("About what all plans together promise, less a third, as always.",),
            },
        ),
        View(
            "it", ("Jonas Berg", "Priya Nair"), (12, 17, 24), (5000, 7000, 9000), (5300, 5800, 6800), (8, 7600, 5500), 5,
            {
                "payoff": (
                    "A year and a half, if we stop two and finish the others. The board surely expects it within months.",
                    "What is live has begun to pay for what is not.",
                ),
                "cost": ("What is open, plus the checks that we owe.",),
            },
        ),
        View(
            "finance", ("Miriam Costa",), (14, 18, 28), (4200, 6300, 8300), (5300, 5900, 7000), None, 8,
            {"benefit": ("I count what I find in the books afterwards. That was four fifths of the plans so far.",)},
        ),
    ),
    "Once a year, before the budget: what do we expect of everything together?",
)  # fmt: skip
