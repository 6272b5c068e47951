"""What a user may do in which district, as the sum of the user's memberships."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q, QuerySet

from districts.models import District, Membership, Role
from languages.long_lists import CHOICES
from languages.querysets import in_language
from languages.registry import LANGUAGES, SOURCE

User = AbstractBaseUser | AnonymousUser
EDITING = frozenset({Role.EDITOR, Role.PUBLISHER})
TRANSLATIONS = frozenset(code for code in LANGUAGES if code != SOURCE)


@dataclass(frozen=True)
class Rights:
    """The rights of one user. A district is given by its primary key."""

    everything: bool
    memberships: tuple[Membership, ...] = ()
    separate: frozenset[int] = frozenset()  # districts in which editors may not publish

    def edits(self, district: int | None) -> bool:
        """Whether the user may change what is not public in this district."""
        return self.everything or any(m.role in EDITING for m in self._in(district))

    def edits_somewhere(self) -> bool:
        """Whether the user is an editor of at least one district."""
        return self.everything or any(m.role in EDITING for m in self.memberships)

    def publishes(self, district: int | None) -> bool:
        """Whether the user may make records of this district public, change and hide them.

        None stands for a district that is being added, in which editors may publish.
        """
        joined = EDITING - {Role.EDITOR} if district in self.separate else EDITING
        return self.everything or any(m.role in joined for m in self._in(district))

    def publishes_somewhere(self) -> bool:
        """Whether there is a district in which the user may publish."""
        return self.everything or any(self.publishes(m.district_id) for m in self.memberships)

    def edits_everywhere(self) -> bool:
        """Whether the user is an editor of all districts."""
        return self.edits(None)

    def drafts_only_somewhere(self) -> bool:
        """Whether there is a district in which the user edits, but may not publish."""
        return any(self.edits(key) and not self.publishes(key) for key in self.separate)

    def administers(self, district: int | None) -> bool:
        """Whether the user decides who has access to this district."""
        found = (m.role == Role.ADMINISTRATOR for m in self._in(district))
        return self.everything or any(found)

    def answers(self, district: int | None) -> bool:
        """Whether the user reads and answers what families send about this district."""
        found = (m.role == Role.QUESTION_DESK for m in self._in(district))
        return self.everything or any(found)

    def answered(self) -> set[int] | None:
        """Keys of the districts whose questions the user answers; None means all of them."""
        if self.answers(None):
            return None
        known = {m.district_id for m in self.memberships if m.district_id is not None}
        return {district for district in known if self.answers(district)}

    def translates(self, district: int | None) -> frozenset[str]:
        """Codes of the languages, never English, whose words the user may change in a district."""
        if self.edits(district):
            return TRANSLATIONS
        return self._languages(district, Role.TRANSLATOR, Role.REVIEWER)

    def reviews(self, district: int | None) -> frozenset[str]:
        """Codes of the languages whose translations the user may mark as reviewed in a district.

        An editor may write every language, but need not be able to read it.
        """
        return TRANSLATIONS if self.everything else self._languages(district, Role.REVIEWER)

    def languages(self) -> frozenset[str]:
        """Codes of the languages whose words the user may change in any district."""
        anywhere = (m.district_id for m in self.memberships)
        return frozenset().union(*map(self.translates, (None, *anywhere)))

    def translates_in(self, language: str) -> set[int] | None:
        """Keys of the districts where the user may change words of a language; None means all."""
        return self._where(lambda district: language in self.translates(district))

    def reviews_in(self, language: str) -> set[int] | None:
        """Keys of the districts where the user may mark translations into a language as reviewed.

        None means all.
        """
        return self._where(lambda district: language in self.reviews(district))

    def sees(self, district: int | None) -> bool:
        """Whether the user works on a district in any role, and so may see its drafts."""
        return self.everything or any(True for _ in self._in(district))

    def districts(self) -> set[int] | None:
        """Keys of the districts that the user works on; None means all of them."""
        if self.everything or any(m.district_id is None for m in self.memberships):
            return None
        return {m.district_id for m in self.memberships if m.district_id is not None}

    @cached_property
    def works_in_many(self) -> bool:
        """Whether the user works on more districts than a menu offers; looked up once."""
        found = District.objects.in_districts(self.districts()).order_by().values("pk")
        return len(found[: CHOICES + 1]) > CHOICES

    def edited(self) -> set[int] | None:
        """Keys of the districts that the user edits; None means all of them."""
        return self._where(self.edits)

    def _where(self, may: Callable[[int | None], bool]) -> set[int] | None:
        """Keys of the districts where the user may do something; None means all of them."""
        if may(None):
            return None
        own = {m.district_id for m in self.memberships if m.district_id is not None}
        return {district for district in own if may(district)}

    def _languages(self, district: int | None, *roles: Role) -> frozenset[str]:
        found = (m for m in self._in(district) if m.role in roles)
        return frozenset().union(*map(_languages, found))

    def _in(self, district: int | None) -> Iterable[Membership]:
        return (m for m in self.memberships if m.district_id in (None, district))


def rights_of(user: User | None) -> Rights:
    """The rights of `user`, loaded once per user object; anonymous and inactive users have none."""
    if user is None or not user.is_active or not getattr(user, "is_staff", False):
        return Rights(everything=False)
    holder: Any = user
    if not hasattr(holder, "_rights"):
        everything = bool(getattr(user, "is_superuser", False))
        memberships = () if everything else tuple(Membership.objects.filter(user=user.pk))
        separate = _separate() if any(m.role == Role.EDITOR for m in memberships) else ()
        holder._rights = Rights(everything, memberships, frozenset(separate))
    rights: Rights = holder._rights
    return rights


def edited_districts(rights: Rights) -> QuerySet[District]:
    """The districts in which the user is an editor."""
    return in_language(District.objects.in_districts(rights.edited()), SOURCE)


def publishers_of(district: int) -> str:
    """The names of those who may publish where editors may not, "" if there are none."""
    users = get_user_model()._default_manager.filter(is_active=True, is_staff=True)
    here = Q(memberships__district=district) | Q(memberships__district=None)
    found = users.filter(here, memberships__role=Role.PUBLISHER).distinct().order_by("username")
    return ", ".join(user.get_full_name() or user.get_username() for user in found)


def _separate() -> Iterable[int]:
    return District.objects.filter(editors_publish=False).order_by().values_list("pk", flat=True)


def _languages(membership: Membership) -> frozenset[str]:
    return frozenset({membership.language}) if membership.language else TRANSLATIONS
