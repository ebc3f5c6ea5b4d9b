"""What was asked lately about People's initiative, a goal of both sides and everything together."""

from __future__ import annotations

from accord.site.sample.askings.views import WHOLE_PORTFOLIO, Asking, View
from accord.site.sample.works import PRICE_GOAL

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

FAIR_PRICES = Asking(
    PRICE_GOAL, "Signe Lund", 40, 6,
    (
        View(
            "business", ("Signe Lund", "Tomas Reuter"), (5, 8, 11), (780, 930, 1080), (540, 590, 660), (9, 890, 600), 5,
            {
                "payoff": ("Reasons for refusals runs; the flood map brings the larger part.",),
                "benefit": ("Fewer complaints, and prices that hold before the supervisor.",),
            },
        ),
        View(
            "it", ("Priya Nair", "Hugo Maier"), (6, 9, 12), (730, 890, 1050), (555, 610, 690), (8, 920, 595), 5,
            {
                "payoff": ("When the satellite data are in, the rest follows.",),
                "cost": ("Three initiatives together, with what it takes to keep them running.",),
            },
        ),
    ),
    "All initiatives for this goal together.",
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
