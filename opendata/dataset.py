"""The data of a district in the vocabulary of schema.org, for those who look for data."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from districts.models import District
from languages.registry import active_language


def dataset(
    district: District, counts: Mapping[str, int], absolute: Callable[[str], str]
) -> dict[str, Any]:
    """A Dataset; `counts` are the records of each table, `absolute` makes full addresses."""
    slug = district.slug
    words = _(
        "What {district} says about police officers (SROs) in its schools: dates, statuses, "
        "meetings and schools, with the words in all languages."
    )
    return {
        "@type": "Dataset",
        "name": f"{_('Open data')} – {district.name}",
        "description": words.format(district=district.name),
        "url": absolute(reverse("district_data", args=[slug])),
        "license": settings.DATA_LICENSE,
        "isAccessibleForFree": True,
        "inLanguage": active_language(),
        "creator": {"@type": "Organization", "name": district.name},
        "distribution": [
            _download("application/json", absolute(reverse("api:district", args=[slug]))),
            *(
                _download("text/csv", absolute(reverse("api:csv", args=[slug, name])))
                for name, count in counts.items()
                if count
            ),
        ],
    }


def _download(kind: str, address: str) -> dict[str, str]:
    return {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": address}
