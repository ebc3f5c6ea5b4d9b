"""What was to be decided at Halden Mutual: by whom, how long it took, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """A question: how many days ago it came up, after how many it was decided (0: not yet), who decides, who asked.

    ``again`` is after how many more days it was opened again, with ``because``; it is decided a week later.
    """

    ago: int
    took: int
    decider: str
    asked: str
    text: str
    answer: str = ""
    reasons: str = ""
    about: str = ""
    options: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    again: int = 0
    because: str = ""


OPERATIONS_DECIDES: tuple[Question, ...] = (
    Question(238, 4, "Tomas Reuter", "Ruth Adeyemi", "Which letters does mail sorting begin with?",
             "Damage reports", "They come in most, and a wrong one is noticed the same day.", "Mail sorting",
             ("Damage reports", "Changes of address"), ("Nadia Brandt",)),
    Question(221, 6, "Nadia Brandt", "Hugo Maier", "From what amount does a person look at every claim?",
             "From 2,000 euros", "Below that a mistake costs less than the look.", "", ("From 1,000", "From 2,000 euros")),
    Question(207, 3, "Omar Feld", "Mei Tanaka", "Do agents see how sure the suggestion is?", "Yes, in words",
             "A number was read as a promise in the first test.", "", ("Yes, in words", "Yes, as a number", "No")),
    Question(196, 8, "Signe Lund", "Ruth Adeyemi", "Which valley comes first in the new flood map?", "The northern one",
             "Half of the contracts lie there.", "Flood map update", (), ("Hugo Maier",)),
    Question(182, 5, "Tomas Reuter", "Priya Nair", "Who looks at the weekly mistakes?", "One team lead in turn",
             "Whoever sorts the letters knows best what is wrong."),
    Question(171, 2, "Nadia Brandt", "Ruth Adeyemi", "Do we stop sorting on the day of a storm?", "Yes",
             "Nobody has tested it with ten times the letters.", "Mail sorting"),
    Question(158, 7, "Signe Lund", "Hugo Maier", "Are risk notes written in German only at first?", "Yes",
             "Only two of forty underwriters need another language.", "Risk notes"),
    Question(147, 5, "Omar Feld", "Samir Haddad", "How long do we keep recordings of calls?", "Thirty days",
             "Long enough to settle a complaint, and what we promised the works council.", "", (), ("Aisha Demir",)),
    Question(133, 9, "Tomas Reuter", "Jonas Berg", "Who pays for the second test machine?", "Operations, half of it",
             "Both sides need it; finance was heard.", "", (), ("Miriam Costa",), 30,
             "The machine cost a third more than was said."),
    Question(121, 4, "Nadia Brandt", "Mei Tanaka", "Do claimants read that a machine sorted their claim?", "Yes",
             "They would ask anyway, and the law will."),
    Question(104, 6, "Signe Lund", "Ruth Adeyemi", "Do we use the heights of the state or our own?", "Those of the state",
             "They come once a year, but nobody has to explain them.", "Flood map update"),
    Question(93, 3, "Omar Feld", "Samir Haddad", "Which questions does the phone menu no longer ask?", "The last three",
             "Nine of ten callers hang up there."),
    Question(81, 5, "Tomas Reuter", "Priya Nair", "Do we show results on Fridays or Tuesdays?", "Tuesdays",
             "On Fridays half of the shift is away."),
    Question(66, 8, "Nadia Brandt", "Ruth Adeyemi", "May surveyors correct a sorting on the road?", "Yes",
             "They see the damage."),
    Question(45, 4, "Signe Lund", "Hugo Maier", "Who signs that the map is right?", "The head of underwriting",
             "She answers for the price.", "Flood map update"),
    Question(24, 6, "Omar Feld", "Mei Tanaka", "Do new agents begin with or without suggestions?", "Without, for a month",
             "Who has never done it alone cannot tell a bad suggestion."),
    Question(6, 0, "Nadia Brandt", "Ruth Adeyemi", "Do we let it answer simple damage reports by itself?", "", "",
             "", ("Yes, up to 500 euros", "Not before spring", "No"), ("Omar Feld", "Jonas Berg")),
)  # fmt: skip
COMMERCIAL_DECIDES: tuple[Question, ...] = (
    Question(290, 63, "Viktor Sand", "Ruth Adeyemi", "Which of the eleven ideas do we start with?", "All but one",
             "Nobody wanted to wait."),
    Question(268, 78, "Bea Okafor", "Hugo Maier", "May customer data be used to choose pictures?", "Only the region",
             "Legal was not heard in time for more."),
    Question(247, 84, "Lars Winter", "Ruth Adeyemi", "Which agents try the suggestions first?", "The northern branches",
             "They had the least to lose.", "", (), (), 12, "The northern branches were not told."),
    Question(231, 71, "Viktor Sand", "Jonas Berg", "Who owns the list of customers who may leave?", "Sales",
             "Marketing did not answer."),
    Question(214, 90, "Bea Okafor", "Samir Haddad", "What may the website say about prices?", "Nothing but ranges",
             "After the complaint in March."),
    Question(189, 66, "Lars Winter", "Priya Nair", "Do agents have to use the assistant?", "No",
             "Half of them had stopped by then."),
    Question(176, 75, "Viktor Sand", "Ruth Adeyemi", "Do we stop what nobody has shown for half a year?", "Not this year",
             "The budget was promised."),
    Question(163, 58, "Bea Okafor", "Mei Tanaka", "Which tone does the writer use?", "The one of the brand book",
             "It was there all along."),
    Question(151, 0, "Viktor Sand", "Jonas Berg", "Which goal does each of the ten initiatives serve?", "", "", "", (),
             ("Lars Winter", "Bea Okafor")),
    Question(138, 0, "Lars Winter", "Priya Nair", "Whose number is right: that of the branches or of the system?"),
    Question(127, 0, "Bea Okafor", "Hugo Maier", "Who reads what the writer wrote before it goes out?"),
    Question(112, 0, "Viktor Sand", "Miriam Costa", "What do we count as a benefit of better leads?"),
    Question(96, 0, "Bea Okafor", "Mei Tanaka", "Does the helper say that it is a machine?", "", "", "Website helper",
             ("Yes, in the first line", "Only when asked"), ("Aisha Demir",)),
    Question(83, 0, "Lars Winter", "Ruth Adeyemi", "Who tells the agents what is measured about them?"),
    Question(71, 0, "Viktor Sand", "Jonas Berg", "Do we test before or after the campaign?"),
    Question(58, 0, "Bea Okafor", "Samir Haddad", "Which of the three lists of addresses counts?"),
)  # fmt: skip
FINANCE_DECIDES: tuple[Question, ...] = (
    Question(140, 12, "Miriam Costa", "Viktor Sand", "Is the money of a stopped initiative free for another?", "Yes",
             "If the plan says so within the month."),
    Question(77, 9, "Miriam Costa", "Jonas Berg", "From what sum do two people sign?", "From 50,000 euros",
             "As for all other contracts."),
    Question(33, 15, "Miriam Costa", "Tomas Reuter", "Do we count hours saved as money?", "Only hours that leave the plan",
             "The others are welcome, but nobody can spend them."),
)  # fmt: skip
QUESTIONS: tuple[Question, ...] = (*OPERATIONS_DECIDES, *COMMERCIAL_DECIDES, *FINANCE_DECIDES)
