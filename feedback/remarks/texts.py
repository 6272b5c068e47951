"""The texts of a page, for a family to choose from."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.urls import Resolver404, resolve

from districts.models import District
from districts.pages import DistrictPage
from languages.columns import translated_fields
from languages.models import Translated
from languages.texts import text_of
from publishing.models import Publishable

MOST = 200  # texts that one page offers
OF_ONE = ("meeting", "school")  # pages of one record, which has the last part of the address


@dataclass(frozen=True, slots=True)
class PageText:
    """A text in the language of the page; `key` is its value in the form."""

    record: Any
    field: str
    said: str

    @property
    def key(self) -> str:
        """It names the model, the record and the field."""
        kind = ContentType.objects.get_for_model(self.record)
        return f"{kind.pk}.{self.record.pk}.{self.field}"


def texts_of(page: DistrictPage, path: str) -> list[PageText]:
    """What families read in the records on the page at `path`, at most `MOST` texts."""
    try:
        found = resolve(path)
    except Resolver404:
        return []
    families = page.as_family()
    name = found.url_name or ""
    texts = (text for record in _records(families, name) for text in _texts(record))
    if name in OF_ONE:
        slug = found.kwargs.get(name, "")
        texts = (each for each in texts if getattr(each.record, "slug", "") == slug)
    return [text for text, _ in zip(texts, range(MOST), strict=False)]


def _records(page: DistrictPage, name: str) -> Iterator[Any]:
    if District in _models(name):
        yield page.district
    for model in _models(name):
        if model is not District:
            yield from page.load(model)


def _texts(record: Model) -> Iterator[PageText]:
    for field in translated_fields(type(record)):
        if said := text_of(record, field).plain:
            yield PageText(record, field, said)


@cache
def _models(name: str) -> tuple[Any, ...]:
    """The models whose records a page shows, by the name of the page."""
    return tuple(
        model
        for model in apps.get_models()
        if issubclass(model, Publishable)
        and issubclass(model, Translated)
        and _has_one_district(model)
        and name in _pages(model)
    )


def _has_one_district(model: Any) -> bool:
    return len(model.district_paths()) == 1


def _pages(model: Any) -> set[str]:
    own = {*filter(None, (model.page, *model.also_on))}
    if own:
        return own | {"meeting" if model.__name__ == "Meeting" else ""}
    owner = model._meta.get_field(model.published_under[0]).related_model
    return _pages(owner)
