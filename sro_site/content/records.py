"""What the loaders of a content file share: the district on its way, and its schools."""

from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models

from districts.models import District, School
from sro_site.content.reading import Located

M = TypeVar("M", bound=models.Model)


def save(record: M) -> M:
    """Saves what the model accepts. Raises ValidationError."""
    record.full_clean()
    record.save()
    return record


@dataclass
class Records:
    """The district of one file, and its schools by their addresses."""

    district: District
    schools: dict[str, School] = field(default_factory=dict)

    def of_district(self, model: type[M], **values: Any) -> M:
        """A record, not saved yet, that belongs to the district and is as public as that."""
        return model(district=self.district, state=self.district.state, **values)

    def school_named(self, located: Located) -> School:
        """The school at an address. Raises ContentError."""
        slug = located.text()
        if slug not in self.schools:
            raise located.error(f"No school of this file has the address “{slug}”.")
        return self.schools[slug]
