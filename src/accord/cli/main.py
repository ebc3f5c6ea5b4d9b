"""The `accord` command: each subcommand lives in its own module and is imported only when called."""

from __future__ import annotations

import os
from importlib import import_module

import click

from accord import __version__

COMMANDS = {
    "backup": "Write everything into one archive.",
    "demo": "Start a sample organisation.",
    "import": "Read a portfolio file: preview, or write with --commit.",
    "init": "Make an empty organisation with a first administrator.",
    "keys": "Look after the keys: list, new, export, import, check.",
    "mail": "Read mail that came back.",
    "measure": "Measure the practices, in the home or on a folder of tables.",
    "restore": "Bring an archive back into an empty home.",
    "search": "Rebuild the search.",
    "serve": "Start the web server and the worker.",
    "tables": "Show the formats of the snapshot tables.",
    "trail": "Verify the trail.",
    "upgrade": "Bring the database to this version.",
    "worker": "Work through jobs and schedules.",
}


class Lazy(click.Group):
    """A group that knows its commands by name and imports one only to run it, so that each starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command, or None if there is no such."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"accord.cli.{cmd_name}_" if cmd_name == "import" else f"accord.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.command(cls=Lazy)
@click.version_option(__version__, prog_name="accord")
def main() -> None:
    """Accord keeps business and IT in step on AI."""
    os.umask(0o077)  # what a command writes into the home is its owner's business
