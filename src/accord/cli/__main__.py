"""Run the command as `python -m accord.cli`."""

from accord.cli.main import main

main()
