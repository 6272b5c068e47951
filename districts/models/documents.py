"""Documents that the district or others have published on other sites."""

from django.db import models
from django.utils.translation import pgettext_lazy

from districts.contacts import LinkField
from districts.models.districts import District
from languages.fields import bounds_in_order
from languages.models import Translated
from languages.registry import SOURCE
from languages.tags import validate_tag
from publishing.models import Publishable


class DocumentKind(models.TextChoices):
    """What a document is, shown to families beside its title."""

    RESOLUTION = "resolution", pgettext_lazy("document", "Resolution")
    PRESENTATION = "presentation", pgettext_lazy("document", "Presentation")
    REPORT = "report", pgettext_lazy("document", "Report")
    CONTRACT = "contract", pgettext_lazy("document", "Contract")
    WEB_PAGE = "web_page", pgettext_lazy("document", "Web page")
    OTHER = "other", pgettext_lazy("document", "Document")


class Document(Publishable, Translated):
    """A document on another site that is the source of what families read here."""

    published_under = ("district",)
    page = "district"
    also_on = ("timeline", "plan", "school")
    searched = ("url",)
    part_names = {"title": pgettext_lazy("part", "title")}

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(max_length=200)
    url = LinkField("link", max_length=500, help_text="Starts with https://")
    language = models.CharField(
        max_length=35,
        default=SOURCE,
        validators=[validate_tag],
        help_text="The language of the document. For example: Spanish or es.",
    )
    kind = models.CharField(max_length=16, choices=DocumentKind.choices)

    class Meta:
        ordering = ["pk"]
        constraints = [bounds_in_order("known_from")]

    def __str__(self) -> str:
        return self.title
