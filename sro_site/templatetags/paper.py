"""Template tags for what a page needs on paper."""

from datetime import date

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from sro_site.qr import qr_code

register = template.Library()


@register.simple_tag
def qr(address: str) -> SafeString:
    """The address as a drawing that a phone's camera can read."""
    return qr_code(address)


@register.simple_tag(takes_context=True)
def today(context: template.Context) -> date:
    """The day on which this copy of the page was made, whatever day the page shows."""
    now, district = timezone.now(), context.get("district")
    return district.today(now) if district else now.date()
