"""The planted truths: what is out of step at Halden Mutual and where, and what is sound.

Written before the measures and apart from them; the story (`story.py`) makes them true, the engine must find them.

Halden Mutual is an insurer of about 400 people. Two divisions took up AI in two different ways. **Operations** works
with IT the way one would wish: goals owned by both, results to show every few weeks, evidence filed before start. But it
tells nobody: most of its initiatives are closed to staff. **Commercial** moved fast and alone: its initiatives are open
for all to read, but serve no goal that both sides agreed to, show nothing for months, and its risky uses of AI run without
the evidence the rules ask for. In Finance and People there is too little to say anything.

What the sides **expect** follows from that. Around Commercial's initiatives the division and IT expect different things: when
they pay off, what they bring, what they cost; sometimes without knowing it. In Marketing it is the leaders who expect less
than IT does. Operations and IT mostly see things alike; once they believed that they did not, and once they were apart,
talked, and were asked again. And over the years IT has been too sure of its own costs and dates.

What they **promise** follows too. Operations and IT promise each other about as much, and most of it holds. Commercial asks
and promises next to nothing; Data and AI says yes, is very sure, and keeps a third. People keeps everything, because it
promises only what is nearly done. And the flood map has a day that its pace does not allow.

How they **talk** follows as well. Claims and IT meet every other week, and what is moved is held all the same. Sales and IT
agreed on every week and stopped: dates are cancelled, IT sits alone, or nobody says whether they met.

What **follows** from all that: in Operations somebody decides within days; in Commercial questions wait for months, gaps grow
old, and hardly anything that is found reaches a table.

What is **known** when somebody asks: in Operations goals are looked at every quarter, users are heard before the start, people are
trained, data may be used, bars hold or are waived in the open, and teams learn from each other. In Commercial the programme office
went round three weeks ago and heard the opposite.

What the **money** shows: in Operations finance signs before the first euro, every case has ranges and three signatures, and what is in use is looked at
every quarter. Not all of it came from the work: one benefit would have come anyway, two initiatives claim the same saving, and one review is
overdue. In Commercial finance came in when the first quarter was paid; what case there is has single numbers, lacks signatures or reckons with less
than such work comes to, and nobody looks whether it pays.
"""

from __future__ import annotations

from dataclasses import dataclass

OPERATIONS = "Operations"
COMMERCIAL = "Commercial"
FINANCE = "Finance"
PEOPLE = "People"
WHOLE = ""


@dataclass(frozen=True)
class Truth:
    """One fact of the story: what a practice must find for a department.

    ``finding`` is ``gap`` (out of step, must open), ``sound`` (must not open), ``silent`` (too little to say) or
    ``closed`` (was out of step, is no longer). ``initiatives`` names those of the department the fact is about, where
    it is a fact about each of them and no estimate for the whole: a guardrail that is red, or two sides that expect
    different things. ``side`` names the side of the house a fact is about, where it is one about a side.
    """

    practice: str
    department: str
    finding: str
    why: str
    initiatives: tuple[str, ...] = ()
    side: str = ""


EXPECTED: tuple[Truth, ...] = (
    Truth(
        "P08.dates", COMMERCIAL, "gap", "Sales expects it to pay off within months, IT in more than a year; both know.",
        ("Next best offer",),
    ),
    Truth(
        "P08.dates", COMMERCIAL, "gap", "Half a year apart on when it pays off, and neither side sees it.",
        ("Sales assistant",),
    ),
    Truth(
        "P08.dates", COMMERCIAL, "gap", "Here the leaders are the pessimists: they expect it a year later than IT does.",
        ("Campaign writer",),
    ),
    Truth(
        "P08.dates", OPERATIONS, "closed", "Seven months apart at first; they met, were asked again and came together.",
        ("Flood map update",),
    ),
    Truth("P08.dates", OPERATIONS, "sound", "Both expect the same and know it.", ("Mail sorting", "Risk notes")),
    Truth("P08.dates", PEOPLE, "silent", "IT did not answer by the deadline.", ("Learning paths",)),
    Truth(
        "P08.dates", OPERATIONS, "silent", "Asked ten months ago: what was expected then may no longer be.",
        ("Reasons for refusals",),
    ),
    Truth(
        "P08.benefit", COMMERCIAL, "gap", "Marketing counts every enquiry that is answered; IT only what the scores change.",
        ("Lead scoring",),
    ),
    Truth(
        "P08.benefit", COMMERCIAL, "gap", "The leaders of Marketing expect a third of the benefit that IT expects.",
        ("Campaign writer",),
    ),
    Truth("P08.benefit", OPERATIONS, "sound", "Both expect the same and know it.", ("Mail sorting", "Risk notes")),
    Truth(
        "P08.cost", COMMERCIAL, "gap", "IT counts the people who check the answers; Marketing does not.",
        ("Website helper",),
    ),
    Truth("P08.cost", OPERATIONS, "sound", "Both expect the same and know it.", ("Mail sorting", "Risk notes")),
    Truth(
        "P08.hidden", COMMERCIAL, "gap", "Sales and IT each believe that the other expects what they expect.",
        ("Sales assistant",),
    ),
    Truth(
        "P08.hidden", OPERATIONS, "sound", "Nothing is hidden: they expect the same.", ("Mail sorting", "Risk notes")
    ),
    Truth(
        "P08.phantom", OPERATIONS, "gap", "Claims and IT expect the same and each believe that the other does not.",
        ("Invoice reading",),
    ),
    Truth(
        "P08.phantom", OPERATIONS, "sound", "They expect the same and know it.", ("Mail sorting", "Risk notes")
    ),
    Truth(
        "P08.calibration", WHOLE, "gap", "IT's ranges for its own costs and dates are far too narrow.", side="it"
    ),
    Truth("P08.calibration", WHOLE, "sound", "The business allows for more, and most of its ranges hold.", side="business"),
    Truth("P08.calibration", WHOLE, "silent", "One person answered for finance, a few times.", side="finance"),
)  # fmt: skip
"""What the two sides expect of the same initiatives, and how well each side's ranges held."""

ONE_SIDED = ("Next best offer", "Sales assistant", "Campaign writer", "Website helper", "Lead scoring")

PROMISED: tuple[Truth, ...] = (
    Truth(
        "P30", "Data and AI", "gap", "It says yes to whatever Commercial wants and waits for what it needs to do it."
    ),
    Truth("P30", OPERATIONS, "sound", "What Operations promises IT (people, cases, decisions) comes on the day."),
    Truth("P30", FINANCE, "silent", "Eight promises are too few to judge."),
    Truth("P30.balance", COMMERCIAL, "gap", "IT promised Commercial seventy things, Commercial two."),
    Truth("P30.balance", COMMERCIAL, "gap", "About each of these all promises are IT's.", ONE_SIDED),
    Truth("P30.balance", OPERATIONS, "sound", "Operations and IT promise each other about as much."),
    Truth("P30.balance", PEOPLE, "silent", "Nothing was promised about its one initiative."),
    Truth("P30.record", PEOPLE, "gap", "All of two dozen kept: small things, promised when they were nearly done."),
    Truth("P30.record", OPERATIONS, "sound", "Some of what it promises is missed, as where promises matter."),
    Truth("P30.record", FINANCE, "silent", "Eight promises are too few to look at."),
    Truth(
        "P31.forecast", OPERATIONS, "gap", "Nine valleys in ten weeks, when a step takes three.", ("Flood map update",)
    ),
    Truth("P31.forecast", OPERATIONS, "sound", "Two steps and half a year for them.", ("Risk notes",)),
    Truth("P31.forecast", COMMERCIAL, "silent", "A result every ten weeks tells no date.", ("Sales assistant",)),
)
"""What the sides promise each other, and whether days will hold."""

ASKED: tuple[Truth, ...] = (
    Truth("P26", COMMERCIAL, "gap", "Two dozen questions to its leaders; two had an answer, after seven weeks."),
    Truth("P26", OPERATIONS, "sound", "Its leaders answer within days, and say so when they do not know yet."),
    Truth("P26", FINANCE, "silent", "Six questions are too few to judge."),
)
"""What people asked their leaders, and how long they waited."""

FOLLOWED: tuple[Truth, ...] = (
    Truth("P50.decisions", COMMERCIAL, "gap", "Sixteen questions: half of them undecided, the others took two months and more."),
    Truth("P50.decisions", COMMERCIAL, "gap", "Whether it says that it is a machine has been asked for a quarter.",
          ("Website helper",)),
    Truth("P50.decisions", OPERATIONS, "sound", "Somebody decides within the week.", ("Risk notes",)),
    Truth("P50.decisions", FINANCE, "silent", "Three questions are too few to judge."),
    Truth("P50.actions", "Data and AI", "gap", "What it does not do by its day it does not do at all."),
    Truth("P50.actions", OPERATIONS, "sound", "What comes late comes within the fortnight."),
    Truth("P50.actions", FINANCE, "silent", "Eight promises are too few to judge."),
    Truth("P50.gaps", COMMERCIAL, "gap", "Nobody has closed anything about them for more than sixty days.",
          (*ONE_SIDED, "Churn early warning")),
    Truth("P50.gaps", OPERATIONS, "closed", "Its gap was old when both were asked again and came together.",
          ("Flood map update",)),
    Truth("P50.gaps", OPERATIONS, "sound", "Few gaps, and none of them old."),
    Truth("P50.gaps", FINANCE, "silent", "No gap has ever opened there."),
    Truth("P50.findings", "Board office", "gap", "Of what was found in the whole house, hardly anything reached a table."),
    Truth("P50.findings", OPERATIONS, "sound", "What was found there stands on the next agenda."),
    Truth("P50.findings", FINANCE, "silent", "Nothing was found there."),
)  # fmt: skip
"""What follows from questions, agreements and findings."""

ASKED_FURTHER: tuple[Truth, ...] = (
    Truth("P04", COMMERCIAL, "gap", "Its three goals were last looked at in the spring."),
    Truth("P04", OPERATIONS, "sound", "Its owners go through their goals every quarter."),
    Truth("P04", FINANCE, "silent", "One goal is too few to speak of."),
    Truth("P14", COMMERCIAL, "gap", "In testing for months, and none of those who will use it was asked.",
          ("Website helper", "Campaign writer")),
    Truth("P14", OPERATIONS, "sound", "Those who will use it tried it while it was tested.", ("Mail sorting", "Risk notes")),
    Truth("P14", FINANCE, "silent", "Nobody was asked."),
    Truth("P35", COMMERCIAL, "gap", "Trained once, two years ago; which rules apply nobody could say."),
    Truth("P35", OPERATIONS, "sound", "Everybody who builds or tries has been trained, and has the rules in three lines."),
    Truth("P35", PEOPLE, "silent", "Nobody was asked."),
    Truth("P37", COMMERCIAL, "gap", "The data was there anyway; nobody asked its owners, nor what it tells about members."),
    Truth("P37", OPERATIONS, "sound", "Its owners agreed in writing to what is used of the data."),
    Truth("P37", FINANCE, "silent", "Nobody was asked."),
    Truth("P38", COMMERCIAL, "gap", "In use although it is wrong more often than was agreed; nobody waived that.",
          ("Churn early warning", "Audience builder")),
    Truth("P38", OPERATIONS, "sound", "What is in use meets its bars; one is waived until old terms are scanned.",
          ("Claims triage", "Fraud hints")),
    Truth("P38", FINANCE, "silent", "Nobody was asked."),
    Truth("P43", COMMERCIAL, "gap", "Each team begins from nothing and keeps what it learned in its mailbox."),
    Truth("P43", OPERATIONS, "sound", "Teams take what others have, and show each other what they learned."),
    Truth("P43", PEOPLE, "silent", "Nobody was asked."),
)  # fmt: skip
"""What is said about goals, users, training, data, quality and what was learned, once somebody asks."""

MET: tuple[Truth, ...] = (
    Truth("P21", COMMERCIAL, "gap", "Sales and IT agreed to meet every week; for a quarter they have not."),
    Truth(
        "P21", COMMERCIAL, "gap", "Check-ins and meetings about them fell asleep.", ("Next best offer", "Sales assistant")
    ),
    Truth(
        "P21", OPERATIONS, "sound", "Claims and IT meet every other week; what is moved is held all the same.",
        ("Mail sorting", "Flood map update"),
    ),
    Truth("P21", FINANCE, "silent", "Nobody ever agreed on a rhythm there."),
)  # fmt: skip
"""Whether business and IT keep meeting."""

LATE = (
    "Next best offer", "Sales assistant", "Quote letter writer", "Broker matching", "Campaign writer", "Audience builder",
    "Website helper", "Image studio", "Lead scoring",
)  # fmt: skip
VALUED: tuple[Truth, ...] = (
    Truth("P07", COMMERCIAL, "gap", "Finance heard of it when the first quarter had been paid.", LATE),
    Truth("P07", OPERATIONS, "sound", "Finance signed three weeks before the first month of money.",
          ("Mail sorting", "Risk notes", "Claims triage")),
    Truth("P07", PEOPLE, "silent", "Money is spent there; nobody was asked when finance came in."),
    Truth("P09", COMMERCIAL, "gap", "Eight of ten serve no goal: there is no number they should move."),
    Truth("P09", OPERATIONS, "sound", "Each is tied to the measure of its goal, which is read every month."),
    Truth("P09", FINANCE, "silent", "One initiative is too few to judge."),
    Truth("P09.case", COMMERCIAL, "gap", "One is signed by the business alone, one by the business and IT; both are being built.",
          ("Next best offer", "Sales assistant")),
    Truth("P09.case", OPERATIONS, "sound", "Eight items, three signatures.", ("Invoice reading", "Damage photo reading")),
    Truth("P09.case", PEOPLE, "silent", "Its one initiative has no case."),
    Truth("P09.ranges", COMMERCIAL, "gap", "Every amount is a single number: the supplier's price, and what the board was told.",
          ("Next best offer",)),
    Truth("P09.ranges", OPERATIONS, "sound", "Every amount has a low and a high end.", ("Invoice reading", "Risk notes")),
    Truth("P09.ranges", PEOPLE, "silent", "Its one initiative has no case."),
    Truth("P09.loss", COMMERCIAL, "gap", "The benefit may hardly come, and more likely than not it costs more.",
          ("Sales assistant",)),
    Truth("P09.loss", OPERATIONS, "sound", "Even at the low end it rather pays.", ("Invoice reading", "Claims triage")),
    Truth("P09.loss", PEOPLE, "silent", "Its one initiative has no case."),
    Truth("P09.proof", OPERATIONS, "gap", "Calls became shorter, and as much where nobody had it: it would have come anyway.",
          ("Answer finder",)),
    Truth("P09.proof", OPERATIONS, "sound", "Visits of surveyors fell where photos are read, and nowhere else.",
          ("Damage photo reading",)),
    Truth("P09.proof", COMMERCIAL, "silent", "It claims more members who stay; it is too early to ask for a study.",
          ("Churn early warning",)),
    Truth("P09.double", OPERATIONS, "gap", "Both claim the claims that are not overpaid any more, together more than there are.",
          ("Claims triage", "Fraud hints")),
    Truth("P09.double", OPERATIONS, "sound", "Nobody else claims what these move.", ("Damage photo reading", "Call summaries")),
    Truth("P09.double", FINANCE, "silent", "Nothing is claimed there."),
    Truth("P10", COMMERCIAL, "gap", "In use for months, and nobody ever looked whether it pays.",
          ("Churn early warning", "Audience builder")),
    Truth("P10", OPERATIONS, "gap", "Its review was due two weeks ago.", ("Fraud hints",)),
    Truth("P10", OPERATIONS, "sound", "Looked at every quarter.", ("Claims triage", "Damage photo reading", "Call summaries")),
    Truth("P10", FINANCE, "silent", "One initiative in use is too few to judge."),
    Truth("P11", COMMERCIAL, "gap", "200,000 were set aside; a fair for campaign software was paid from it, and nothing else."),
    Truth("P11", OPERATIONS, "sound", "What is set aside is used, in small sums, for things with a name."),
    Truth("P11", FINANCE, "silent", "Nobody was asked."),
    Truth("P33.class", COMMERCIAL, "gap", "Its case counts two thirds of what was planned, and such work comes to more.",
          ("Sales assistant",)),
    Truth("P33.class", OPERATIONS, "sound", "Its plans allow for more than the first estimate.", ("Mail sorting", "Risk notes")),
    Truth("P33.class", FINANCE, "silent", "No plan is left there: what there is is in use."),
)  # fmt: skip
"""What the money shows: when finance came in, what cases say, what came of it, and whether anybody looks."""

TRUTHS: tuple[Truth, ...] = (
    Truth("P01", COMMERCIAL, "gap", "Its initiatives were started by the division alone; no goal was agreed with IT."),
    Truth(
        "P01", OPERATIONS, "sound", "Its three goals have an owner on each side and both agreed to what serves them."
    ),
    Truth(
        "P22", OPERATIONS, "gap", "Claims and Underwriting keep their initiatives closed: staff cannot read of them."
    ),
    Truth("P22", COMMERCIAL, "sound", "Marketing and Sales tell everybody, in plain words."),
    Truth("P31", COMMERCIAL, "gap", "Half a year of building at a time; results are shown every ten weeks or later."),
    Truth("P31", OPERATIONS, "sound", "Something to see every three weeks."),
    Truth("P33", COMMERCIAL, "gap", "Approved more than a year ago and still not live, with two exceptions."),
    Truth("P33", OPERATIONS, "sound", "Live within about five months of approval."),
    Truth(
        "P36",
        COMMERCIAL,
        "gap",
        "Scoring and profiling run live while testing, oversight and appeal were never done.",
        ("Churn early warning", "Audience builder"),
    ),
    Truth(
        "P36",
        OPERATIONS,
        "sound",
        "Claims triage and fraud checks have their evidence, dated before they went live.",
        ("Claims triage", "Fraud hints"),
    ),
    Truth("P01", FINANCE, "silent", "One initiative is too few to judge."),
    Truth("P01", PEOPLE, "silent", "One initiative is too few to judge."),
    *EXPECTED,
    *PROMISED,
    *ASKED,
    *FOLLOWED,
    *ASKED_FURTHER,
    *MET,
    *VALUED,
)

IMPLIED: tuple[str, ...] = ("P01", "P07", "P09", "P21", "P31", "P33", "P35", "P37", "P43", "P50.gaps", "P50.findings")
"""Practices that may find the organisation as a whole out of step too: two fifths of its initiatives are Commercial's."""
