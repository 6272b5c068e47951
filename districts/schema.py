"""A district in schema.org's vocabulary, for machines that read the pages."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from districts.models import District


def organization(district: District, absolute: Callable[[str], str]) -> dict[str, Any]:
    """An Organization; `absolute` makes whole addresses of paths. What is not known is left out."""
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
