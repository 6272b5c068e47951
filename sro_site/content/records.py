"""What the loaders of a content file share: its district and schools."""

from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models

from districts.models import District, School
from sro_site.content.reading import Located, Section

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

    def of_district(self, model: type[M], keys: Section, **values: Any) -> M:
        """As `belonging`, for a record whose owner is the district."""
        return self.belonging(model, keys, district=self.district, **values)

    def belonging(self, model: type[M], keys: Section, **values: Any) -> M:
        """An unsaved record that is public if the district is, known since when `keys` say."""
        return model(state=self.district.state, known_from=keys.when("known_from"), **values)

    def school_named(self, located: Located) -> School:
        """The school at an address. Raises ContentError if there is none."""
        slug = located.text()
        if slug not in self.schools:
            raise located.error(f"No school of this file has the address “{slug}”.")
        return self.schools[slug]
