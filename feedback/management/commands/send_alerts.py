"""`manage.py send_alerts`: sends the mails that wait; for a timer, every few minutes."""

from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from feedback.mail.outbox import forget_old
from feedback.mail.sending import send_waiting
from languages.commands import SiteCommand


class Command(SiteCommand):
    """Any number of these may run at once. Ends with status 1 if the server takes no mail."""

    help = "Sends the mails that wait, by the server of MAIL_URL or into the folder var/mail."

    def handle(self, *args: Any, **options: Any) -> None:
        done = send_waiting()
        forget_old(timezone.now())
        self.stdout.write(f"Sent: {done.sent}. Refused: {done.refused}. Later: {done.later}.")
        if done.problem:
            raise CommandError(f"No mail can be sent now. {done.problem}")
