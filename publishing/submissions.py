"""What the forms of staff pages have sent, so that a form sent twice is stored once.

Each form carries a token for one user, one address and one week. The request that stores the form
inserts its token in the same transaction: another request with the same token waits for the end of
that transaction, and then finds what was stored.
"""

import json
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac

TOKEN = "once"  # noqa: S105 - the name of the field, in forms and in the addresses of "add" pages
LIFE = timedelta(days=7)
CLEANED = 100  # the most old rows that one request removes
_SALT = "publishing.submissions"
# Which button sent the page makes no difference.
_NO_CONTENT = frozenset({"csrfmiddlewaretoken", TOKEN, "_save", "_continue", "_addanother"})


class Submission(models.Model):
    """A form that was sent and stored something.

    `sent` holds a keyed hash of each field by name, never what was typed. `answer` is the response
    to the request, `made` says which records it stored.
    """

    token = models.CharField(max_length=32, primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sent = models.JSONField(default=dict)
    answer = models.JSONField(default=dict)
    made = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return self.token


def new_token(user: Any, address: str) -> str:
    """A token for a form that this user sends to this address (a path without its query)."""
    return _signer(user, address).sign(get_random_string(22))


def key_of(token: str, user: Any, address: str) -> str | None:
    """The primary key for a token; None if it belongs to another user or address, or is too old."""
    try:
        return _signer(user, address).unsign(token, max_age=LIFE)
    except BadSignature:
        return None


def sent_hashes(request: HttpRequest) -> dict[str, str]:
    """A keyed hash of each field of a form by the field's name, files included."""
    sent: dict[str, Any] = {
        name: values for name, values in request.POST.lists() if name not in _NO_CONTENT
    }
    for name, file in request.FILES.items():
        sent[name] = sha256(file.read()).hexdigest()  # type: ignore[union-attr]
        file.seek(0)  # type: ignore[union-attr]
    # No field of ours has NUL in its name, and PostgreSQL cannot store it.
    return {name: _hash(values) for name, values in sent.items() if "\0" not in name}


def claim(key: str, user: Any, sent: dict[str, str]) -> tuple[Submission, bool]:
    """The submission with this key, and whether this request is the first to send it.

    Call it in a transaction; another request with the same key waits for its end.
    """
    _clean_up()
    rows = Submission.objects.select_for_update()
    return rows.get_or_create(token=key, defaults={"user": user, "sent": sent})


def _clean_up() -> None:
    """Remove expired rows, without waiting for other requests that do the same."""
    old = Submission.objects.filter(at__lt=timezone.now() - LIFE).order_by("at")
    keys = old.select_for_update(skip_locked=True).values_list("pk", flat=True)[:CLEANED]
    if found := list(keys):
        Submission.objects.filter(pk__in=found).delete()


def _signer(user: Any, address: str) -> TimestampSigner:
    return TimestampSigner(salt=f"{_SALT} {user.pk} {address}")


def _hash(values: Any) -> str:
    return salted_hmac(_SALT, json.dumps(values), algorithm="sha256").hexdigest()[:16]
