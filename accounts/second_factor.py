"""The second factor of a sign-in: codes from an app (TOTP), and recovery codes for when it is lost.

See docs/decisions/0026-second-factor.md.
"""

import secrets
from base64 import b32encode
from binascii import unhexlify
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from accounts import sessions

CODES = 10  # recovery codes
OFFER_AGE = 60 * 60  # seconds
_DIGITS, _TOLERANCE = 6, 1  # steps of 30 seconds by which clocks may differ
_SALT = "accounts.second_factor"


@dataclass(frozen=True, slots=True)
class Factor:
    """What is known of an account's second factor, and of a code that was typed for it."""

    code: str
    device: TOTPDevice | None
    recovery: StaticToken | None

    def accepts(self) -> bool:
        """Whether the code is right and was not used before, or the account has no second factor.

        The database decides which of two servers accepts a code. A wrong one changes nothing there.
        """
        if self.device is None:
            return True
        if self.recovery:
            return bool(StaticToken.objects.filter(pk=self.recovery.pk).delete()[0])
        step = _step(self.device.key, self.code, after=self.device.last_t)
        unused = TOTPDevice.objects.filter(pk=self.device.pk, last_t__lt=step or 0)
        return step is not None and bool(unused.update(last_t=step))


def find(username: str, code: str) -> Factor:
    """Takes the same two queries for each account, also for one that does not exist."""
    code = _tidy(code)
    recovery = StaticToken.objects.filter(device__user__username=username, token=_hash(code))
    device = TOTPDevice.objects.filter(user__username=username, confirmed=True).first()
    return Factor(code, device, recovery.first())


def passed(request: HttpRequest) -> bool:
    """Whether the session began with a code, or none is required."""
    return not settings.SECOND_FACTOR or bool(request.session.get(sessions.SHOWN))


def note(request: HttpRequest) -> None:
    """The session counts from now on as begun with a code."""
    request.session.cycle_key()
    request.session[sessions.SHOWN] = True


def must_be_set_up(request: HttpRequest) -> bool:
    """Whether a user is signed in who has no second factor yet, and needs one."""
    user: Any = request.user
    if not (user.is_active and user.is_staff) or passed(request):
        return False
    return not is_set_up(user)


def is_set_up(user: User) -> bool:
    """Whether the sign-in asks this user for a code."""
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


@dataclass(frozen=True, slots=True)
class Offer:
    """A key for an app and recovery codes, of which nothing is stored before they are confirmed.

    `key` is in hexadecimal. `signed` is what a form carries: it is valid for an hour, for one user.
    """

    user: User
    key: str
    codes: list[str]
    signed: str

    @property
    def address(self) -> str:
        """What an app reads from a QR code."""
        return str(TOTPDevice(user=self.user, key=self.key).config_url)

    @property
    def typed_key(self) -> str:
        """The key as it is typed into an app."""
        return " ".join(_fours(b32encode(unhexlify(self.key)).decode()))

    @transaction.atomic
    def confirm(self, code: str) -> bool:
        """Store it if the code comes from the app; True as well if it was stored before."""
        User.objects.select_for_update(no_key=True).get(pk=self.user.pk)
        if device := TOTPDevice.objects.filter(user=self.user).first():
            return bool(device.key == self.key)
        step = _step(self.key, _tidy(code))
        if step is None:
            return False
        TOTPDevice.objects.create(user=self.user, name="app", key=self.key, last_t=step)
        recovery = StaticDevice.objects.create(user=self.user, name="recovery codes")
        tokens = (StaticToken(device=recovery, token=_hash(each)) for each in self.codes)
        StaticToken.objects.bulk_create(tokens)
        return True


def offer(user: User, signed: str = "") -> Offer:
    """The offer that a form carries, or a new one."""
    with suppress(signing.BadSignature):
        owner, key, codes = signing.loads(signed, salt=_SALT, max_age=OFFER_AGE)
        if owner == user.pk:
            return Offer(user, key, codes, signed)
    key, codes = random_hex(20), [_recovery_code() for _ in range(CODES)]
    return Offer(user, key, codes, signing.dumps([user.pk, key, codes], salt=_SALT))


def codes_left(user: User) -> int:
    """The number of recovery codes that were not used."""
    return int(StaticToken.objects.filter(device__user=user).count())


@transaction.atomic
def reset(user: User) -> None:
    """Forget the second factor of a user, whose sessions end; the next sign-in sets up another."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    sessions.end(user)


def _step(key: str, code: str, after: int = -1) -> int | None:
    """The step of time for which this is the code, None if there is none after `after`."""
    if not (code.isascii() and code.isdigit() and len(code) == _DIGITS):
        return None
    totp = TOTP(unhexlify(key))
    totp.time = timezone.now().timestamp()
    right = totp.verify(int(code), tolerance=_TOLERANCE, min_t=after + 1)
    return int(totp.t()) if right else None


def _recovery_code() -> str:
    """Sixty random bits, as twelve letters and figures that are not confused."""
    return "-".join(_fours(b32encode(secrets.token_bytes(10)).decode().lower()[:12]))


def _hash(code: str) -> str:
    """What is stored of a recovery code, as long as the library's column."""
    return salted_hmac(_SALT, _tidy(code), algorithm="sha256").hexdigest()[:16]


def _tidy(code: str) -> str:
    return code.replace(" ", "").replace("-", "").lower()


def _fours(text: str) -> list[str]:
    return [text[i : i + 4] for i in range(0, len(text), 4)]
