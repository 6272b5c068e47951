"""A district in the vocabulary of schema.org, for search engines."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from districts.models import District


def organization(district: District, absolute: Callable[[str], str]) -> dict[str, Any]:
    """An Organization; `absolute` turns a path into a full address. Unknown values are left out."""
    address = absolute(reverse("district", args=[district.slug]))
    found = {
        "@type": "Organization",
        "@id": f"{address}#organization",
        "name": district.name,
        "alternateName": district.short_name,
        "url": address,
        "telephone": district.helpline_phone,
        "areaServed": district.region,
    }
    return {key: value for key, value in found.items() if value}
