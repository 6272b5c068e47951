"""The token in the links of a subscription's mails, which is all that its owner has to show."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.urls import get_script_prefix, reverse
from django.utils import translation
from django.utils.crypto import salted_hmac

from feedback.models import Subscription

_SALT = "feedback.alerts.links"


def token_of(uuid: UUID) -> str:
    """43 characters that only this site can make, with its secret key."""
    digest = salted_hmac(_SALT, uuid.hex, algorithm="sha256").digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def hashed(token: str) -> str:
    """What is stored of a token."""
    return sha256(token.encode()).hexdigest()


def own_address(subscription: Subscription) -> str:
    """The page of a subscription on the site, in its language.

    After a change of the secret key, it is a new one, and those in earlier mails end.
    """
    token = token_of(subscription.uuid)
    if subscription.token_hash != hashed(token):
        subscription.token_hash = hashed(token)
        subscription.save(update_fields=["token_hash"])
    with translation.override(subscription.language):
        return absolute(reverse("subscription", args=[token]))


def absolute(path: str) -> str:
    """The address of a page of the site for those who read it elsewhere."""
    return f"{settings.SITE_ADDRESS}/{path.removeprefix(get_script_prefix())}"
