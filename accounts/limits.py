"""How often one may try to sign in: for each account, for each client, and for both together.

The database counts, which all servers share. See docs/decisions/0022-limited-sign-ins.md.
"""

import unicodedata
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import SignInAttempt

PERIOD = timedelta(minutes=15)
# Failed attempts within that time: more are refused.
MOST_TOGETHER = 5
MOST_OF_ACCOUNT = 50
MOST_OF_CLIENT = 50  # a whole school may have one address


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt that has begun. Call one of its methods when the password has been checked.

    `is_refused`: there were too many, so that the password does not matter.
    """

    row: SignInAttempt
    is_refused: bool

    def failed(self) -> None:
        """The attempt counts, unless it was refused: a lock ends, however often one tries.

        Both take one statement, so that the time does not tell which it was.
        """
        attempts = SignInAttempt.objects
        old = attempts.filter(at__lte=self.row.at - PERIOD)
        gone = attempts.filter(pk=self.row.pk) if self.is_refused else old
        gone._raw_delete(gone.db)  # `delete` takes another statement where it finds rows

    def succeeded(self) -> None:
        """Earlier failures of this client with this account no longer count."""
        SignInAttempt.objects.filter(account=self.row.account, client=self.row.client).delete()


def begin(username: str, address: str, *, most_together: int = MOST_TOGETHER) -> Attempt:
    """Count an attempt before its password is checked, so that none of many at once is missed."""
    account, client = _account(username), _hash("client", address)
    row = SignInAttempt.objects.create(account=account, client=client, at=timezone.now())
    of_account, of_client = Q(account=account), Q(client=client)
    found = SignInAttempt.objects.filter(of_account | of_client, at__gt=row.at - PERIOD).aggregate(
        of_account=Count("pk", filter=of_account),
        of_client=Count("pk", filter=of_client),
        together=Count("pk", filter=of_account & of_client),
    )
    refused = (
        found["of_account"] > MOST_OF_ACCOUNT
        or found["of_client"] > MOST_OF_CLIENT
        or found["together"] > most_together
    )
    return Attempt(row, refused)


def forget(*usernames: str) -> None:
    """End the locks of these accounts."""
    SignInAttempt.objects.filter(account__in=map(_account, usernames)).delete()


def _account(username: str) -> str:
    return _hash("account", unicodedata.normalize("NFKC", username).casefold())


def _hash(kind: str, text: str) -> str:
    return salted_hmac(f"accounts.limits {kind}", text, algorithm="sha256").hexdigest()[:32]
