"""What has been decided of SROs at schools, as far as a reader may see it."""

from django.db.models import QuerySet
from django.utils.translation import get_language

from districts.models import SchoolDecision
from districts.pages import DistrictPage
from languages.querysets import in_language
from languages.registry import SOURCE


def readable_decisions(page: DistrictPage) -> QuerySet[SchoolDecision]:
    """The decisions of the page's district that this reader may see, in the order of time."""
    decisions = SchoolDecision.objects.filter(district=page.district)
    return in_language(decisions.readable(drafts=page.drafts), get_language() or SOURCE)
