"""What was asked lately about the initiatives of Operations: the sides expect the same, or came to do so."""

from __future__ import annotations

from accord.site.sample.askings.views import Asking, View

INVOICE_READING = Asking(
    "Invoice reading", "Nadia Brandt", 46, 6,
    (
        View(
            "business", ("Nadia Brandt", "Emil Novak"), (6, 9, 12), (300, 380, 450), (142, 156, 182), (16, 360, 160), 5,
            {
                "payoff": (
                    "Workshops send three layouts that we know well. I am sure that IT plans far longer.",
                    "I check forty invoices a day. Half of them it could do today.",
                ),
                "benefit": ("Four people type invoices all day. They would rather settle claims.",),
            },
        ),
        View(
            "it", ("Mei Tanaka", "Priya Nair"), (7, 10, 13), (290, 365, 440), (145, 160, 190), (3, 390, 155), 5,
            {
                "payoff": (
                    "The test reads nine in ten correctly. Claims surely expects it next month, and that is too early.",
                    "I was told in the corridor that they count on this quarter.",
                ),
                "cost": ("On plan so far.",),
            },
        ),
    ),
)  # fmt: skip

MAIL_SORTING = Asking(
    "Mail sorting", "Omar Feld", 60, 6,
    (
        View(
            "business", ("Omar Feld", "Tomas Reuter"), (5, 8, 10), (170, 205, 245), (84, 92, 106), (8, 200, 94), 3,
            {
                "payoff": ("We saw it sort a real day of mail last month. It works; now the teams have to get used to it.",),
                "benefit": ("Two days less waiting, and one person who no longer carries paper around.",),
                "cost": ("Priya showed us every invoice so far.",),
            },
        ),
        View(
            "it", ("Priya Nair", "Mei Tanaka"), (6, 8, 10), (162, 200, 240), (85, 94, 110), (8, 210, 92), 3,
            {
                "payoff": ("Omar's people test every week and tell us the same day what is wrong.",),
                "cost": ("On plan, with a little left.",),
            },
        ),
        View("finance", ("Miriam Costa",), (6, 8, 11), (150, 190, 235), (85, 95, 115), None, 5),
    ),
)  # fmt: skip

RISK_NOTES = Asking(
    "Risk notes", "Signe Lund", 58, 6,
    (
        View(
            "business", ("Signe Lund",), (6, 9, 12), (280, 340, 400), (190, 206, 240), (9, 330, 212), 5,
            {
                "payoff": ("The underwriters in the test keep it open all day.",),
                "benefit": ("Half an hour less per building, and fewer visits for nothing.",),
            },
        ),
        View(
            "it", ("Hugo Maier", "Priya Nair"), (7, 9, 13), (265, 330, 405), (195, 214, 255), (9, 345, 205), 5,
            {
                "payoff": ("The land register answers slowly; otherwise we are done.",),
                "benefit": ("We measured twenty minutes in the test; Signe's people say thirty.",),
            },
        ),
    ),
)  # fmt: skip

FLOOD_MAP_FIRST = Asking(
    "Flood map update", "Signe Lund", 139, 8,
    (
        View(
            "business", ("Signe Lund", "Tomas Reuter"), (4, 6, 8), (330, 400, 480), (196, 214, 250), (12, 390, 220), 5,
            {
                "payoff": (
                    "Each month with the old map costs us a claim that we could have priced. It pays from the first map on.",
                    "As soon as it is there we use it.",
                ),
                "benefit": ("Two large claims a year that we would not have insured at that price.",),
            },
        ),
        View(
            "it", ("Priya Nair", "Hugo Maier"), (9, 13, 18), (310, 385, 480), (200, 224, 270), (7, 400, 215), 5,
            {
                "payoff": (
                    "The authority delivers its heights once a year. Before that there is nothing to bring up to date.",
                    "Four data sources, three contracts, none of them signed.",
                ),
            },
        ),
    ),
)  # fmt: skip

FLOOD_MAP_AGAIN = Asking(
    "Flood map update", "Signe Lund", 53, 7,
    (
        View(
            "business", ("Signe Lund", "Tomas Reuter"), (7, 9, 12), (325, 390, 470), (198, 216, 252), (10, 385, 225), 5,
            {
                "payoff": (
                    "I did not know that the heights come once a year. With the satellite data in between I can live with this.",
                    "Later than I had hoped, and now I know why.",
                ),
                "benefit": ("Unchanged: two large claims a year.",),
            },
        ),
        View(
            "it", ("Priya Nair", "Hugo Maier"), (7, 10, 13), (315, 385, 470), (202, 222, 262), (9, 395, 216), 5,
            {
                "payoff": (
                    "Since the meeting we take satellite data for the months in between. That brings it forward by four months.",
                    "Three of the four contracts are signed.",
                ),
            },
        ),
    ),
    "As decided at one table: the same question again, now that both sides have heard the reasons.",
)  # fmt: skip
