"""What people at Halden Mutual asked their leaders, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """A question: to whom, how many days ago, after how many days it was answered (0: not yet), and how it was judged.

    ``name`` is who asked in their own name, empty for without a name. ``done`` is what came of it.
    """

    to: str
    ago: int
    text: str
    answered: int = 0
    answer: str = ""
    theme: str = ""
    judged: str = ""
    name: str = ""
    done: str = ""
    follow_up: str = ""


OPERATIONS_ASK: tuple[Asked, ...] = (
    Asked("Nadia Brandt", 128, "Will claims triage decide which of us are still needed?", 6,
          "No. It sorts what comes in; who handles a claim is decided by the team leads, as before. We have fewer people than work.",
          "jobs", "yes"),
    Asked("Nadia Brandt", 121, "Who is to blame when the triage sorts a claim wrongly and I do not notice?", 8,
          "The house, not you. Every wrong sorting that you report is counted and shown at the monthly test.", "tools", "yes",
          done="Wrong sortings can be reported with one click since June."),
    Asked("Omar Feld", 117, "Are our calls listened to by the tool even when the member has not agreed?", 5,
          "No. Without the member's yes the recording does not start, and nothing is written down.", "fairness", "yes"),
    Asked("Omar Feld", 109, "Do we get time to learn this, or is it on top of the calls?", 9,
          "Two hours a week until the end of the quarter, planned in the roster. If it is taken from you, tell me.", "skills",
          "partly", follow_up="In my team it was taken three weeks in a row. Whom do I tell if not the team lead?"),
    Asked("Signe Lund", 104, "Does the price model know things about members that I am not allowed to ask them?", 11,
          "It knows the same twelve facts that stand on the form. The list hangs in the team room and in Accord.", "fairness",
          "yes"),
    Asked("Tomas Reuter", 98, "What happens to the six people who type invoices today?", 7,
          "Two check what the reading is not sure of, four move to claims from March on, with training. Nobody is dismissed.",
          "jobs", "yes", done="Four places in Claims are agreed with the works council."),
    Asked("Nadia Brandt", 93, "Why do we see the fraud hint before we have looked ourselves? It makes me biased.", 10,
          "You are right. From the next release on it stands under the file and opens with a click.", "tools", "yes",
          done="The hint is folded away since the last release."),
    Asked("Omar Feld", 88, "Is how fast I answer with the tool compared between us?", 4,
          "No. We look at the time for the whole team, never for a person. The works council has that in writing.", "jobs",
          "yes", "Emil Novak"),
    Asked("Signe Lund", 82, "What do I tell a broker who asks why his quote was declined?", 6,
          "The reasons that stand beside the quote. If they make no sense to you, send it back to me.", "tools", "yes"),
    Asked("Nadia Brandt", 76, "Can I say no when the tool suggests a payment?", 3,
          "Yes, always, without giving a reason. Nobody counts how often.", "tools", "yes"),
    Asked("Tomas Reuter", 71, "Is the budget for learning real this time?", 12,
          "It is in the plan for next year with its own line. I cannot promise more than that today.", "money", "partly"),
    Asked("Omar Feld", 66, "Who reads what the bot answered at night?", 5,
          "Two people of the early shift, every morning, all of it.", "tools", "yes"),
    Asked("Nadia Brandt", 60, "Does the damage estimate see which district somebody lives in?", 9,
          "It did in the test. We took it out, and test for it every month.", "fairness", "yes",
          done="The district is no longer part of the estimate."),
    Asked("Signe Lund", 55, "When will we stop filling in both forms?", 8,
          "When four weeks in a row show no difference. At the moment it is two.", "plans"),
    Asked("Omar Feld", 49, "Which of the new tools are fixed, and which may still be stopped?", 6,
          "All of them may be stopped. What is decided when stands on each initiative's page.", "plans", "yes"),
    Asked("Nadia Brandt", 43, "I am 58. Do you still count on me for this?", 4,
          "Yes. The best testers of the triage are those who have seen the most claims.", "skills", "yes"),
    Asked("Tomas Reuter", 38, "Who may see what I type into the assistant?", 7,
          "Nobody but you. What is kept for a week for faults has no names; the security officer alone can open it.",
          "fairness", "yes"),
    Asked("Omar Feld", 33, "What if the member wants to talk to a person?", 3,
          "Then one word is enough, and the call goes to one of us.", "tools"),
    Asked("Signe Lund", 29, "Do we share what we learn with Claims?", 8,
          "From now on: the last Thursday of the month, both teams, one hour.", "skills", "", "Emil Novak"),
    Asked("Nadia Brandt", 26, "Why was I not asked before my work was changed?", 10,
          "You should have been. For the next step two of you sit in from the first day on.", "plans", "yes",
          done="Two claims handlers take part in planning the next step."),
)  # fmt: skip

COMMERCIAL_ASK: tuple[Asked, ...] = (
    Asked("Viktor Sand", 112, "Does the sales assistant replace the inside sales team?"),
    Asked("Viktor Sand", 106, "Who decided that every call is scored, and when?"),
    Asked("Bea Okafor", 103, "Do we still write campaigns ourselves next year?"),
    Asked("Lars Winter", 99, "Is my bonus tied to what the offer tool suggests?"),
    Asked("Bea Okafor", 95, "Where does the audience builder get members' data from?"),
    Asked("Viktor Sand", 90, "What did all of this cost so far?", 58,
          "Ask Finance for the exact figure; it is within what the board released.", "money", "no"),
    Asked("Lars Winter", 87, "I am told to use a tool that gives wrong prices. What should I do?"),
    Asked("Bea Okafor", 84, "Are you planning with fewer people in Marketing?"),
    Asked("Viktor Sand", 80, "Why do we hear of new tools from the newspaper?"),
    Asked("Lars Winter", 77, "Who checks the churn list before we call people on it?"),
    Asked("Bea Okafor", 73, "May I tell members that a machine wrote to them?", 49,
          "In principle yes; how exactly is still to be settled.", "fairness", "partly"),
    Asked("Lars Winter", 69, "How am I to learn this beside my quota?"),
    Asked("Viktor Sand", 65, "Do the scores treat older members worse?"),
    Asked("Bea Okafor", 61, "Nobody uses the campaign writer. Why do we keep it?"),
    Asked("Lars Winter", 57, "Which of my tasks are gone by next summer?"),
    Asked("Viktor Sand", 53, "Has anybody asked the brokers what they think?"),
    Asked("Bea Okafor", 50, "Can the tool see what I did in the weeks I was ill?"),
    Asked("Lars Winter", 46, "When do we get the training that was announced in spring?"),
    Asked("Viktor Sand", 42, "What happens to the data when a member leaves us?"),
    Asked("Lars Winter", 39, "Who do I tell when a suggestion is unfair to a customer?"),
    Asked("Bea Okafor", 36, "Is there still a plan, or do we try things out?"),
    Asked("Viktor Sand", 32, "Do we have to say yes to everything the tool proposes?"),
)  # fmt: skip

FINANCE_ASK: tuple[Asked, ...] = (
    Asked("Miriam Costa", 96, "Will month-end be done by a machine?", 6,
          "The matching, yes; what it means is still for us to say.", "jobs", "yes"),
    Asked("Miriam Costa", 83, "Who signs for a booking that nobody made?", 9, "I do, until the auditors say otherwise.", "tools"),
    Asked("Miriam Costa", 70, "Is there money to learn this properly?", 7, "For everybody who asks this year, yes.", "skills", "yes"),
    Asked("Miriam Costa", 52, "Do we trust the forecast more than ourselves now?", 5,
          "No. Both stand beside each other in every report.", "tools"),
    Asked("Miriam Costa", 41, "Are there jobs that go?", 11, "None this year; for next year I will tell you in May.", "jobs", "partly"),
    Asked("Miriam Costa", 30, "May I see what the programme costs?", 4, "Yes: it stands on each initiative's page.", "money"),
)  # fmt: skip

LATELY: tuple[Asked, ...] = (
    Asked("Jonas Berg", 9, "They say a bot takes over the service desk in the spring. Is our team still there in summer?"),
    Asked("Jonas Berg", 6, "Which assistant may I use for letters to members, and may I paste names into it?", name="Emil Novak"),
)  # fmt: skip

QUESTIONS: tuple[Asked, ...] = (*OPERATIONS_ASK, *COMMERCIAL_ASK, *FINANCE_ASK, *LATELY)
