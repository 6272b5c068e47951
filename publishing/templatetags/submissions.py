"""The template tag for the token of a form of the staff's pages."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from publishing.submissions import TOKEN, key_of, new_token

register = template.Library()


@register.simple_tag(takes_context=True)
def once(context: template.Context, address: str = "") -> SafeString:
    """`{% once %}`: the hidden token of a form that is sent to its own page, or to `address`."""
    request = context["request"]
    path = address.partition("?")[0] or request.path
    token = request.GET.get(TOKEN, "")
    if hasattr(request, "unsaved") or not key_of(token, request.user, path):
        token = new_token(request.user, path)
    return format_html('<input type="hidden" name="{}" value="{}">', TOKEN, token)
