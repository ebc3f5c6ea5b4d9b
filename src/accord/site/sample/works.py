"""The 24 initiatives of Halden Mutual; days count back from the day the story is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from accord.site.sample.story import AIMS

Path = tuple[tuple[str, int], ...]
"""Stages with the day each was reached, counted back from the day the story is told."""


@dataclass(frozen=True)
class Work:
    """An initiative. ``rhythm`` is the days between demonstrable results; ``evidence`` how the required questions stand."""

    title: str
    summary: str
    unit: str
    path: Path
    goal: str = ""
    agreed: Literal["both", "business", "none"] = "none"
    is_open: bool = True
    rhythm: int = 21
    risk: str = "minimal"
    rights: bool = False
    safety: bool = False
    evidence: Literal["whole", "gaping", "none"] = "none"
    planned_cost: int = 120_000
    planned_benefit: int = 200_000
    sponsor: str = ""
    lead: str = ""


CLAIMS_GOAL, CONTACT_GOAL, PRICE_GOAL, GROWTH_GOAL = (aim.title for aim in AIMS[:4])
BOOKS_GOAL, LEARN_GOAL = (aim.title for aim in AIMS[4:6])


def _live(approved: int, building: int, testing: int, live: int) -> Path:
    return (("approved", approved), ("building", building), ("testing", testing), ("live", live))


OPERATIONS: tuple[Work, ...] = (
    Work(
        "Claims triage",
        "Sorts new claims by urgency so that people with water in the cellar are called first. A claims "
        "handler decides; the tool only sorts the list.",
        "Claims", _live(520, 500, 430, 380), CLAIMS_GOAL, "both", False, 20, "high", True, False, "whole", 420_000, 900_000,
    ),
    Work(
        "Damage photo reading",
        "Reads photos of damage and proposes a repair estimate that a handler confirms or corrects.",
        "Claims", _live(480, 462, 400, 345), CLAIMS_GOAL, "both", False, 22, "limited", False, False, "none", 310_000, 640_000,
    ),
    Work(
        "Fraud hints",
        "Points handlers to claims that look unusual, with the reason. Nobody is refused because of a hint.",
        "Claims", _live(455, 440, 370, 300), CLAIMS_GOAL, "both", False, 18, "high", True, False, "whole", 380_000, 1_100_000,
    ),
    Work(
        "Invoice reading",
        "Reads workshop invoices and fills in the payment form, so that handlers check instead of type.",
        "Claims", (("approved", 128), ("building", 115), ("testing", 36)), CLAIMS_GOAL, "both", False, 21, "minimal", False, False, "none", 150_000, 380_000,
    ),
    Work(
        "Call summaries",
        "Writes a short note after each call, which the agent corrects before it is saved.",
        "Customer service", _live(510, 496, 440, 392), CONTACT_GOAL, "both", True, 19, "limited", False, False, "none", 180_000, 420_000,
    ),
    Work(
        "Answer finder",
        "Finds the right paragraph of the policy terms while the member is on the phone.",
        "Customer service", _live(430, 415, 360, 298), CONTACT_GOAL, "both", False, 23, "minimal", False, False, "none", 140_000, 260_000,
    ),
    Work(
        "Mail sorting",
        "Sends incoming mail to the right team at once instead of after two days.",
        "Customer service", (("approved", 112), ("building", 100), ("testing", 30)), CONTACT_GOAL, "both", False, 20, "minimal", False, False, "none", 90_000, 210_000,
    ),
    Work(
        "Callback planner",
        "Suggests when to call a member back so that they are likely to be reached.",
        "Customer service", (("approved", 95), ("building", 82)), CONTACT_GOAL, "both", False, 24, "minimal", False, False, "none", 70_000, 130_000,
    ),
    Work(
        "Risk notes",
        "Collects what is known about a building before the underwriter looks at it.",
        "Underwriting", (("approved", 140), ("building", 126), ("testing", 45)), PRICE_GOAL, "both", False, 22, "limited", False, False, "none", 200_000, 350_000,
    ),
    Work(
        "Reasons for refusals",
        "Drafts the reason when a quote is declined, in words a member understands; the underwriter signs it.",
        "Underwriting", _live(330, 312, 250, 180), PRICE_GOAL, "both", False, 21, "high", True, False, "whole", 160_000, 240_000,
    ),
    Work(
        "Flood map update",
        "Brings the flood map up to date every month instead of every three years.",
        "Underwriting", (("approved", 150), ("building", 132), ("testing", 40)), PRICE_GOAL, "both", False, 20, "minimal", False, False, "none", 210_000, 400_000,
    ),
    Work(
        "Roof age from the air",
        "Estimated the age of roofs from aerial photos. Stopped: the photos were too old to be of use.",
        "Underwriting", (("approved", 470), ("building", 450), ("cancelled", 330)), PRICE_GOAL, "both", True, 25, "minimal", False, False, "none", 130_000, 300_000,
    ),
)  # fmt: skip

COMMERCIAL: tuple[Work, ...] = (
    Work(
        "Next best offer",
        "Suggests which product a member may want next, shown to the sales agent during the call.",
        "Sales", (("approved", 505), ("building", 480), ("testing", 190)), "", "none", True, 84, "high", True, False, "gaping", 520_000, 2_400_000,
    ),
    Work(
        "Churn early warning",
        "Tells the team which members may leave us in the next three months.",
        "Sales", _live(530, 510, 240, 120), GROWTH_GOAL, "business", True, 92, "high", True, False, "gaping", 340_000, 1_300_000,
    ),
    Work(
        "Sales assistant",
        "Answers product questions of sales agents in a chat window.",
        "Sales", (("approved", 470), ("building", 445)), "", "none", True, 78, "limited", False, False, "none", 280_000, 900_000,
    ),
    Work(
        "Quote letter writer",
        "Drafts the letter that goes with a quote.",
        "Sales", (("approved", 440), ("building", 400)), "", "none", True, 88, "limited", False, False, "none", 110_000, 260_000,
    ),
    Work(
        "Broker matching",
        "Proposes which broker to visit next and why.",
        "Sales", (("approved", 415), ("building", 380)), "", "none", True, 95, "minimal", False, False, "none", 160_000, 500_000,
    ),
    Work(
        "Campaign writer",
        "Writes first drafts of campaign texts in our tone of voice.",
        "Marketing", (("approved", 500), ("building", 470), ("testing", 160)), "", "none", True, 80, "limited", False, False, "none", 90_000, 210_000,
    ),
    Work(
        "Audience builder",
        "Groups members by what they may be interested in, for campaigns.",
        "Marketing", _live(490, 455, 240, 100), "", "none", True, 90, "high", True, False, "gaping", 300_000, 1_000_000,
    ),
    Work(
        "Website helper",
        "Answers visitors' questions on the website and hands over to a person when asked.",
        "Marketing", (("approved", 460), ("building", 430), ("testing", 120)), "", "none", True, 76, "high", True, False, "gaping", 260_000, 700_000,
    ),
    Work(
        "Image studio",
        "Makes pictures for campaigns without a photo shoot.",
        "Marketing", (("approved", 425), ("building", 390)), "", "none", True, 86, "limited", False, False, "none", 80_000, 150_000,
    ),
    Work(
        "Lead scoring",
        "Orders new enquiries by how likely they are to become members.",
        "Marketing", (("approved", 450), ("building", 410)), GROWTH_GOAL, "business", True, 82, "high", True, False, "gaping", 220_000, 800_000,
    ),
)  # fmt: skip

OTHERS: tuple[Work, ...] = (
    Work(
        "Month-end checks",
        "Finds bookings that look wrong before the month is closed.",
        "Finance", _live(280, 262, 180, 110), BOOKS_GOAL, "both", True, 26, "minimal", False, False, "none", 100_000, 190_000,
    ),
    Work(
        "Learning paths",
        "Suggests courses to people whose work changes, and books them after a talk with the team lead.",
        "People", (("approved", 160), ("building", 130)), LEARN_GOAL, "both", True, 30, "limited", False, False, "none", 120_000, 0,
    ),
)  # fmt: skip

WORKS: tuple[Work, ...] = (*OPERATIONS, *COMMERCIAL, *OTHERS)
