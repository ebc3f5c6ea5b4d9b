"""The rails an AI initiative runs on: its risk class and the evidence behind each required question."""
