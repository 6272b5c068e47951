"""What the loaders of a content file share: its district and schools."""

from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models

from districts.models import District, School
from sro_site.content.reading import Located

M = TypeVar("M", bound=models.Model)


def save(record: M) -> M:
    """Validate and save. Raises ValidationError."""
    record.full_clean()
    record.save()
    return record


@dataclass
class Records:
    """The district of one file, and its schools by address."""

    district: District
    schools: dict[str, School] = field(default_factory=dict)

    def of_district(self, model: type[M], **values: Any) -> M:
        """An unsaved record that belongs to the district and is public if the district is."""
        return model(district=self.district, state=self.district.state, **values)

    def school_named(self, located: Located) -> School:
        """The school at an address. Raises ContentError if there is none."""
        slug = located.text()
        if slug not in self.schools:
            raise located.error(f"No school of this file has the address “{slug}”.")
        return self.schools[slug]
