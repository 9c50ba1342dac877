"""The command `kenkyu`."""

import click

from app.cli import server


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Kenkyu: lesson study, planned into protected time."""


main.add_command(server.serve)
main.add_command(server.openapi)
main.add_command(server.migrate)
