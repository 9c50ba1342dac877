"""The command `kenkyu`."""

import click

from app.cli import (
    audit,
    backup,
    demo,
    doctor,
    mail,
    people,
    plan,
    reports,
    retention,
    server,
    subject_access,
    timetable_read,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Kenkyu: lesson study, planned into protected time."""


@click.group()
def timetable() -> None:
    """Timetable files."""


timetable.add_command(timetable_read.read, "read")
for command in (
    server.serve,
    server.worker,
    demo.demo,
    server.migrate,
    server.openapi,
    people.school,
    people.staff,
    timetable,
    plan.plan,
    retention.retention,
    mail.receive_mail,
    audit.audit,
    doctor.doctor,
    backup.backup,
    backup.backup_key,
    backup.restore,
    subject_access.subject_access,
    reports.breach_export,
    reports.access_report,
):
    main.add_command(command)
