"""What the cases of the story say, beyond their amounts: what would happen anyway, when one would stop, what is switched off."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """The words of one case, and what its benefit is called."""

    benefit: str
    anyway: str
    stop: str
    off: str = ""


WORDS: dict[str, Words] = {
    "Claims triage": Words(
        "Claims that are not paid too high because they were seen in time",
        "Handlers would go on taking claims in the order they come; the backlog has not shrunk by itself in three years.",
        "Fewer than seven in ten urgent claims are on top of the list after four months.", "The paper list of urgent claims",
    ),
    "Damage photo reading": Words(
        "Visits of surveyors that are no longer needed",
        "Visits fall by about one in a hundred a year because phones take better photos.",
        "Handlers change more than half of the estimates after three months.", "Two contracts with outside surveyors",
    ),
    "Fraud hints": Words(
        "Payments to claims that should not have been paid",
        "Experienced handlers find about a third of these claims today, and would go on finding them.",
        "Fewer than one hint in five leads to anything after half a year.",
    ),
    "Invoice reading": Words(
        "Hours of typing invoices that are no longer bought from the service centre",
        "Workshops will send structured invoices one day; none of the large ones has named a year.",
        "Fewer than eight in ten invoices are read without a correction by the end of the trial.",
        "The typing contract with the service centre",
    ),
    "Call summaries": Words(
        "Minutes of notes after each call, worth fewer overtime hours",
        "Notes take as long as they did five years ago.",
        "Agents rewrite more than half of the notes after two months.",
    ),
    "Answer finder": Words(
        "Shorter calls, worth fewer overtime hours",
        "Calls become shorter by a few seconds every month, in every team.",
        "Agents use it in fewer than three of ten calls after a quarter.", "The printed handbook of terms",
    ),
    "Mail sorting": Words(
        "Hours of sorting that are no longer bought from the mail service",
        "Letters become fewer by one in twenty a year.",
        "More than one letter in ten lands in the wrong team after the trial.", "The second sorting shift",
    ),
    "Callback planner": Words(
        "Calls that do not have to be made twice",
        "Half of all callbacks reach nobody; nothing planned would change that.",
        "Not one more member in ten is reached after the trial.",
    ),
    "Risk notes": Words(
        "Hours of looking things up, worth two positions that need not be filled again",
        "Underwriters would go on looking into four systems.",
        "Underwriters find a serious mistake in more than one note in twenty.",
    ),
    "Reasons for refusals": Words(
        "Complaints that do not come because the reason is understood",
        "Complaints rise with every year of stricter rules.",
        "More than one draft in four is written anew after two months.",
    ),
    "Flood map update": Words(
        "Contracts that are not written too cheap near water",
        "The state renews its map every three years, the next time in two.",
        "The new map differs from measured levels by more than the old one.", "The yearly licence of the old map",
    ),
    "Roof age from the air": Words(
        "Visits to roofs that are no longer needed",
        "Visits stay as they are.", "Photos are older than two years for more than one roof in ten.",
    ),
    "Month-end checks": Words(
        "Hours of looking for wrong bookings at the end of the month",
        "The new ledger system will check some of it in three years.",
        "It finds fewer wrong bookings than the list of an experienced accountant.", "The sample checks by hand",
    ),
    "Churn early warning": Words(
        "Members who stay because somebody called them",
        "Some of those who are called would have stayed anyway; nobody has looked how many.",
        "No more members stay than in the year before.",
    ),
    "Next best offer": Words("More contracts sold in the same calls", "Agents sell what they know.", "Sales fall."),
    "Sales assistant": Words(
        "Less searching for product texts", "Agents would go on asking the colleague beside them.",
        "Agents stop using it.",
    ),
}  # fmt: skip
