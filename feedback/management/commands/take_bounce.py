"""`manage.py take_bounce`: reads a mail that came back, from the program that receives mail."""

import sys
from typing import Any

from django.utils import timezone

from feedback.mail.bounces import LARGEST, take_report
from languages.commands import SiteCommand


class Command(SiteCommand):
    """Ends with status 0 whatever the mail says, so that no mail server sends it back."""

    help = (
        "Reads one mail from standard input. If it reports that a mail of this site could not be "
        "delivered, that counts against the subscription it was for."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        is_ours = take_report(sys.stdin.buffer.read(LARGEST), timezone.now())
        self.stdout.write("Counted." if is_ours else "No report about a mail of this site.")
