"""Questions about expectations, answered for a viewer."""

from accord.apps.expectations.reads.links import asked_by_link, link_token
from accord.apps.expectations.reads.mails import AskedMail, asked_ids, asked_mails
from accord.apps.expectations.reads.subjects import subject_titles, subject_url, whole_portfolio

__all__ = [
    "AskedMail", "asked_by_link", "asked_ids", "asked_mails", "link_token", "subject_titles", "subject_url",
    "whole_portfolio",
]  # fmt: skip
