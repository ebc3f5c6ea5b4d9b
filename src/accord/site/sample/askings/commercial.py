"""What was asked lately about Commercial's initiatives: the sides expect different things."""

from __future__ import annotations

from accord.site.sample.askings.views import Asking, View

NEXT_BEST_OFFER = Asking(
    "Next best offer", "Clara Weiss", 76, 8,
    (
        View(
            "business", ("Lars Winter", "Viktor Sand"), (4, 6, 9), (1800, 2400, 3000), (650, 700, 790), (13, 2200, 740), 5,
            {
                "payoff": (
                    "My agents are waiting for it. From the day it is on their screen, every call can become a sale.",
                    "Our competitor went live in one quarter. We have been building for more than a year.",
                ),
                "benefit": ("One more product for every twelfth member we talk to; that is what the pilot region sold.",),
                "cost": ("Most of it is spent. What is left is training.",),
            },
        ),
        View(
            "it", ("Priya Nair", "Hugo Maier"), (8, 14, 26), (1600, 2150, 2700), (680, 755, 880), (7, 2400, 690), 10,
            {
                "payoff": (
                    "We may use the data of half of the members: they consented. Asking the others takes a year.",
                    "Nobody has tested yet what it suggests to somebody in arrears, or after a death. That comes first.",
                ),
                "benefit": ("The pilot was the best region. Elsewhere I expect less.",),
                "cost": ("The model has to be trained anew every quarter; that is not in the plan.",),
            },
        ),
        View(
            "finance", ("Miriam Costa",), (8, 12, 20), (1100, 1900, 2600), (670, 740, 900), None, 15,
            {"payoff": ("I have seen two plans for the start by now. I count from the third.",)},
        ),
    ),
    "Before the next tranche is released: what do we expect, each for our side?",
)  # fmt: skip

LEAD_SCORING = Asking(
    "Lead scoring", "Viktor Sand", 75, 7,
    (
        View(
            "business", ("Bea Okafor", "Viktor Sand"), (9, 12, 16), (620, 860, 1100), (275, 300, 345), (12, 400, 310), 5,
            {
                "payoff": ("The scores are there; the agents use them as soon as they trust them.",),
                "benefit": (
                    "Every enquiry that we answer within the hour is worth a contract in five. That is the benefit.",
                    "With 20,000 new members to win we need every one of these enquiries.",
                ),
            },
        ),
        View(
            "it", ("Mei Tanaka", "Priya Nair"), (9, 13, 18), (210, 370, 560), (280, 315, 370), (12, 850, 300), 10,
            {
                "payoff": ("Two more rounds with the agents, then it stays on.",),
                "benefit": (
                    "Most of these members would have come anyway. I count only those we win because of the order.",
                    "In the comparison with the old list the difference was three contracts in a hundred.",
                ),
                "cost": ("Little is left to build.",),
            },
        ),
    ),
)  # fmt: skip

WEBSITE_HELPER = Asking(
    "Website helper", "Bea Okafor", 50, 6,
    (
        View(
            "business", ("Bea Okafor", "Viktor Sand"), (8, 11, 15), (520, 690, 850), (325, 345, 390), (12, 640, 520), 5,
            {
                "payoff": ("It takes a season until visitors know that it is there.",),
                "benefit": ("A third of the calls to our hotline are questions that the website could answer.",),
                "cost": (
                    "The licence is signed and the texts exist. I see nothing else.",
                    "The offer of the supplier is a fixed price.",
                ),
            },
        ),
        View(
            "it", ("Samir Haddad", "Ruth Adeyemi"), (8, 12, 17), (480, 640, 800), (430, 530, 690), (11, 700, 350), 10,
            {
                "payoff": ("Visitors come back to it slowly; the first weeks will be quiet.",),
                "cost": (
                    "Somebody must read along every day and put right what it answers: two people, all year.",
                    "The rules for high risk ask for tests and oversight. None of that is in the fixed price.",
                ),
            },
        ),
    ),
    "The fixed price covers the building. What will it really cost until it is in normal use?",
)  # fmt: skip

SALES_ASSISTANT = Asking(
    "Sales assistant", "Clara Weiss", 50, 7,
    (
        View(
            "business", ("Lars Winter", "Viktor Sand"), (5, 8, 11), (650, 850, 1050), (355, 385, 430), (9, 830, 390), 5,
            {
                "payoff": (
                    "In eight months everybody has it, as agreed in the kick-off.",
                    "Nobody told me otherwise.",
                ),
                "benefit": ("Twenty minutes less searching a day for each of forty agents.",),
            },
        ),
        View(
            "it", ("Ruth Adeyemi", "Samir Haddad"), (10, 15, 22), (600, 800, 1000), (360, 400, 465), (14, 840, 390), 10,
            {
                "payoff": (
                    "The product texts contradict each other. To sort that out takes Sales a year; I thought they knew.",
                    "We have been waiting for the product texts for five months.",
                ),
                "cost": ("About what was planned, plus the interface to the tariff tables.",),
            },
        ),
    ),
)  # fmt: skip

CAMPAIGN_WRITER = Asking(
    "Campaign writer", "Clara Weiss", 74, 7,
    (
        View(
            "business", ("Bea Okafor", "Viktor Sand", "Ingrid Halden"), (13, 20, 30), (20, 60, 120), (112, 122, 145),
            (8, 200, 120), 30,
            {
                "payoff": (
                    "My team writes everything anew because it does not sound like us. I do not see that change soon.",
                    "This is the third such tool. The first two were switched off.",
                    "I would be glad to be wrong.",
                ),
                "benefit": (
                    "It saves an hour here and there. No campaign has become cheaper so far.",
                    "What would the team do instead with the time? Nobody has said.",
                ),
            },
        ),
        View(
            "it", ("Ruth Adeyemi", "Hugo Maier"), (5, 7, 10), (150, 210, 280), (110, 118, 136), (17, 80, 120), 5,
            {
                "payoff": (
                    "In the test two of five drafts went out almost unchanged, and it learns from every correction.",
                    "It is in use every day already.",
                ),
                "benefit": ("Six people write for a living here. A fifth of their time comes back.",),
            },
        ),
    ),
    "It is in the test. Do we go on?",
)  # fmt: skip

BROKER_MATCHING = Asking(
    "Broker matching", "Clara Weiss", 5, 9,
    (
        View(
            "business", ("Lars Winter", "Viktor Sand"), (6, 9, 13), (380, 520, 660), (195, 215, 260), (16, 350, 240), 5,
            {
                "payoff": ("The broker managers want it for their next tour.",),
                "benefit": ("Ten visits a week that lead somewhere instead of four.",),
            },
        ),
        View(
            "it", ("Priya Nair",), (9, 14, 20), (300, 420, 560), (205, 235, 290), (8, 520, 215), 10,
            {"payoff": ("Half of the brokers are in two systems under two names.",)},
        ),
        View("finance", ("Miriam Costa",), (10, 14, 22), (260, 400, 540), (205, 235, 300), None, 10),
    ),
    "The division asks for more money. Before we decide: what does each side expect?",
    (("Jonas Berg", "it"), ("Ruth Adeyemi", "it")),
)  # fmt: skip
