"""The template tag that puts the style of families' pages into a page."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from sro_site.page_style import page_style

register = template.Library()


@register.simple_tag(takes_context=True, name="page_style")
def page_style_tag(context: template.Context) -> SafeString:
    """The style element; notes on the request that the policy has to allow it."""
    style = page_style()
    context["request"].style_source = style.source
    return format_html("<style>{}</style>", mark_safe(style.css))  # noqa: S308 - our own file
