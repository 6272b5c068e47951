"""Where a request comes from."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of the client, for IPv6 its network (/64), all of which one client may use.

    Each proxy appends to X-Forwarded-For by whom it was asked. What stands before the entries of
    the `settings.PROXIES` that are known was written by the client, who can write anything.
    """
    asked_by: str = request.META.get("REMOTE_ADDR", "")
    passed_on = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if settings.PROXIES and len(passed_on) >= settings.PROXIES:
        found = _address(passed_on[-settings.PROXIES].strip())
    else:
        found = None
    return _shared(found or _address(asked_by)) or asked_by


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None


def _shared(address: IPv4Address | IPv6Address | None) -> str:
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    if isinstance(address, IPv6Address):
        return str(ip_network((int(address), 64), strict=False))
    return str(address or "")
