"""Template tags for what staff find on public pages."""

from django import template
from django.urls import reverse

from publishing.pages import FAMILIES, preview_address
from sro_site import previews

register = template.Library()
# The lists of the admin in which staff change what a page of a district shows.
LISTS = {
    "timeline": "timeline_phase",
    "plan": "timeline_planarea",
    "events": "events_meeting",
    "schools": "districts_school",
}
# The records that have a page of their own, by the name of the page and of its variable.
RECORDS = {"meeting": "events_meeting", "school": "districts_school"}


@register.simple_tag(takes_context=True)
def as_families(context: template.Context) -> str:
    """The address of this page as families see it."""
    return preview_address(FAMILIES, context["request"].get_full_path())


@register.simple_tag(takes_context=True)
def page_itself(context: template.Context) -> str:
    """The address of this page without a prefix."""
    return previews.page_itself(context["request"])


@register.simple_tag(takes_context=True)
def edit_address(context: template.Context) -> str:
    """Where staff change what this page shows; "" where it shows no district that they work on."""
    page, name = context.get("page"), getattr(context["request"].resolver_match, "url_name", "")
    if not page or not page.drafts:
        return ""
    if name in RECORDS and name in context:
        return reverse(f"admin:{RECORDS[name]}_change", args=[context[name].record.pk])
    if name in LISTS:
        listed = reverse(f"admin:{LISTS[name]}_changelist")
        return f"{listed}?district__id__exact={page.district.pk}"
    return reverse("admin:districts_district_change", args=[page.district.pk])
