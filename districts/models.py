"""Districts, their schools and documents, and who may do what where."""

import re
import zoneinfo
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from districts.addresses import validate_not_reserved, validate_slug
from languages.fields import PartialDateField, bounds_in_order
from languages.registry import LANGUAGES, SOURCE
from languages.tags import validate_tag
from publishing.models import Publishable, PublishableManager

validate_phone = RegexValidator(
    r"\A(?=(\D*\d){7,15}\D*\Z)\+?[0-9(][0-9 .()-]{5,30}\Z",
    "Write a telephone number such as 720-423-3054.",
    code="phone",
)


def validate_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            "“%(name)s” is no time zone of the IANA database. Write one such as America/Denver.",
            code="time_zone",
            params={"name": name},
        )


def validate_languages(codes: Any) -> None:
    # Anything may come out of JSON, even what no set can hold.
    known = isinstance(codes, list) and all(code in list(LANGUAGES) for code in codes)
    if not known or len(set(codes)) != len(codes):
        raise ValidationError(
            "Choose languages of the site, each once: %(codes)s.",
            code="languages",
            params={"codes": ", ".join(LANGUAGES)},
        )


class Approach(models.TextChoices):
    """What a district does about police in its schools."""

    # Translators: what a district does about its school resource officers (SROs).
    ENDED = "ended", pgettext_lazy("approach", "SROs leave the schools")
    # Translators: what a district does about its school resource officers (SROs).
    REPLACED = "replaced", pgettext_lazy("approach", "SROs are replaced by other staff and support")
    # Translators: what a district does about its school resource officers (SROs).
    LIMITED = "limited", pgettext_lazy("approach", "SROs stay, within limits")
    # Translators: what a district does about its school resource officers (SROs).
    REVISED = "revised", pgettext_lazy("approach", "The contract on SROs is being revised")


class District(Publishable):
    """A school district. Its `time_zone` is the one that all its days and meetings are in."""

    slug = models.CharField(
        "address", max_length=50, unique=True, validators=[validate_slug, validate_not_reserved]
    )
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=50)
    region = models.CharField("U.S. state", max_length=50, help_text="Such as Colorado.")
    time_zone = models.CharField(
        max_length=50, validators=[validate_time_zone], help_text="Such as America/Denver."
    )
    police = models.CharField("police department", max_length=200, blank=True)
    board = models.CharField(max_length=200, blank=True)
    approach = models.CharField(max_length=16, choices=Approach.choices)
    as_of = PartialDateField(
        "information as of",
        null=False,
        blank=False,
        help_text="The day up to which all that stands here is confirmed.",
    )
    content_languages = models.JSONField(
        default=list,
        validators=[validate_languages],
        help_text="The languages in which the district keeps its content whole.",
    )
    helpline_languages = models.JSONField(
        default=list,
        blank=True,
        validators=[validate_languages],
        help_text="The languages in which families are invited to call for a translation.",
    )
    helpline_name = models.CharField(max_length=200, blank=True)
    helpline_phone = models.CharField(max_length=32, blank=True, validators=[validate_phone])
    summary = models.TextField()
    decision = models.TextField(blank=True)
    decision_reason = models.TextField(blank=True)
    decided = PartialDateField("decided in", null=True, blank=True)
    sources = models.TextField(help_text="Which documents say what stands here, and of when.")
    schools_note = models.TextField(
        blank=True, help_text="What is not known about the schools, such as their names."
    )

    objects = PublishableManager()

    class Meta:
        ordering = ["name"]
        constraints = [
            bounds_in_order("as_of"),
            bounds_in_order("decided"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.as_of and self.as_of.is_interval:
            raise ValidationError(
                {"as_of": "Write one time, such as May 2021 or 5/20/2021."}, code="interval"
            )

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def helpline_link(self) -> str:
        """The helpline as the target of a `tel:` link, digits alone."""
        return "tel:" + re.sub(r"[^0-9+]", "", self.helpline_phone)

    @property
    def known_until(self) -> date:
        """The last day that is surely covered by `as_of`, which may be a month or a year."""
        return self.as_of.lower

    def today(self, now: datetime) -> date:
        """The day that it is in this district at the instant `now`."""
        return now.astimezone(self.zone).date()

    def start_of(self, day: date) -> datetime:
        """The instant at which `day` begins in this district."""
        return datetime.combine(day, time.min, tzinfo=self.zone)


class School(Publishable):
    """A campus of a district."""

    published_under = ("district",)

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="schools")
    slug = models.CharField(
        "address", max_length=80, validators=[validate_slug, validate_not_reserved]
    )
    name = models.CharField(max_length=200)

    objects = PublishableManager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["district", "slug"], name="school_address_once"),
        ]

    def __str__(self) -> str:
        return self.name


class SchoolStatus(models.Model):
    """That a school has, or does not have, an SRO since a time. Unknown times come first."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="history")
    has_sro = models.BooleanField("has an SRO")
    since = PartialDateField(null=True, blank=True)
    confirmed = models.BooleanField(
        default=False,
        help_text="The district has said that it came about. Else it stands as planned.",
    )

    class Meta:
        ordering = [models.F("since_lower").asc(nulls_first=True), "pk"]
        verbose_name = "SRO status"
        verbose_name_plural = "SRO status over time"
        constraints = [bounds_in_order("since")]

    def __str__(self) -> str:
        return "has an SRO" if self.has_sro else "has no SRO"


class DocumentKind(models.TextChoices):
    RESOLUTION = "resolution", pgettext_lazy("document", "Resolution")
    PRESENTATION = "presentation", pgettext_lazy("document", "Presentation")
    REPORT = "report", pgettext_lazy("document", "Report")
    CONTRACT = "contract", pgettext_lazy("document", "Contract")
    WEB_PAGE = "web_page", pgettext_lazy("document", "Web page")
    OTHER = "other", pgettext_lazy("document", "Document")


class Document(Publishable):
    """A document elsewhere that shows what stands here."""

    published_under = ("district",)

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(max_length=200)
    url = models.URLField(
        "link",
        max_length=500,
        validators=[URLValidator(schemes=["https"])],
        help_text="Begins with https://",
    )
    language = models.CharField(
        max_length=35,
        default=SOURCE,
        validators=[validate_tag],
        help_text="The BCP 47 tag of the language that the document is in, such as es.",
    )
    kind = models.CharField(max_length=16, choices=DocumentKind.choices)

    objects = PublishableManager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class Role(models.TextChoices):
    EDITOR = "editor", "Editor"
    TRANSLATOR = "translator", "Translator"


class Membership(models.Model):
    """What a member of staff may do: a role, in one district or all, in one language or all."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=16, choices=Role.choices)
    district = models.ForeignKey(
        District,
        on_delete=models.CASCADE,
        related_name="memberships",
        null=True,
        blank=True,
        help_text="Empty: all districts.",
    )
    language = models.CharField(
        max_length=16,
        blank=True,
        choices=[(code, its.name) for code, its in LANGUAGES.items() if code != SOURCE],
        help_text="Of a translator; empty: all languages but English, which editors write.",
    )

    class Meta:
        ordering = ["user", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(role=Role.EDITOR) | Q(language=""),
                name="editor_without_language",
                violation_error_message="An editor edits in every language: leave it empty.",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "district", "language"], name="membership_once"
            ),
            models.UniqueConstraint(
                fields=["user", "role", "language"],
                condition=Q(district__isnull=True),
                name="membership_everywhere_once",
            ),
        ]

    def __str__(self) -> str:
        where = self.district or "all districts"
        which = f" of {self.get_language_display()}" if self.language else ""
        return f"{self.get_role_display()}{which} in {where}"
