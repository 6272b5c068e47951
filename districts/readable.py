"""What a reader may see of a district, as queries that are prepared once for all districts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

from django.db.models import (
    BigIntegerField,
    DateField,
    DateTimeField,
    F,
    Model,
    Q,
    QuerySet,
    TextField,
)
from django.utils import translation

from languages.fields import PartialDateField, bounds
from languages.prepared import Given, Prepared, give_linked, give_related
from languages.querysets import in_language
from languages.registry import SOURCE
from publishing.models import Publishable, Record

M = TypeVar("M", bound=Model)
R = TypeVar("R", bound=Record)

# What a page gives to each query: its district, its day, and the present moment.
DISTRICT = Given("district", BigIntegerField())
DAY = Given("day", DateField())
AT: Any = Given("at", DateTimeField())  # the managers ask for a datetime
# What some queries are given besides.
KEYS = Given("keys", BigIntegerField())  # a list of primary keys
SLUG = Given("slug", TextField())


@dataclass(frozen=True, slots=True)
class Readable:
    """Querysets of what a reader may see and families knew, in the language of the page."""

    language: str
    drafts: bool

    def of_district(self, model: type[R]) -> QuerySet[R]:
        """The records of the page's district."""
        (path,) = model.district_paths()
        return self.of_any(model).filter(**{path: DISTRICT})

    def of_any(self, model: type[R]) -> QuerySet[R]:
        """The records of all districts, to be reached from those of the page's."""
        manager: Any = model._default_manager
        return self.worded(manager.readable(AT, drafts=self.drafts).known(DAY))

    def worded(self, records: QuerySet[M]) -> QuerySet[M]:
        """`records`, which the reader may see, with only what the page reads."""
        found = in_language(records, self.language)
        return found.defer(*_unread(records.model, self.language))


def _unread(model: type[Model], language: str) -> list[str]:
    """Columns that repeat others, that only staff need, or that tell of translations of English."""
    fields = model._meta.fields
    names = {"last_public", *(["translations"] if language == SOURCE else [])}
    names |= {
        name
        for field in fields
        if isinstance(field, PartialDateField)
        for name in bounds(field.name)
    }
    return [field.name for field in fields if field.name in names]


Query = Callable[[Readable], QuerySet[Any]]


@cache
def prepared(query: Query | type[Record], language: str, drafts: bool) -> Prepared:
    """The query for a language and a kind of reader; a model stands for its `of_district`."""
    readable = Readable(language, drafts)
    with translation.override(language):
        found: Any = readable.of_district(query) if isinstance(query, type) else query(readable)
        return Prepared(found)


@dataclass(frozen=True)
class Reader:
    """What somebody reads: the moment `at` decides what is public, `day` what is known by then."""

    at: datetime
    day: date
    language: str
    drafts: bool

    def load(self, query: Query | type[Record], **given: Any) -> list[Any]:
        """What the query finds, for the values that it takes besides the moment and the day."""
        values = {"at": self.at, "day": self.day, **given}
        return prepared(query, self.language, self.drafts).run(values)

    def load_related(self, owners: Sequence[Model], *names: str) -> None:
        """Load these relations of `owners`, records of one model, in one query each."""
        if not owners:
            return
        for name in names:
            field: Any = owners[0]._meta.get_field(name)
            key = field.attname if field.many_to_one else "pk"
            keys = {getattr(owner, key) for owner in owners} - {None}
            found = self.load(related(type(owners[0]), name), keys=list(keys)) if keys else []
            give = give_linked if field.many_to_one else give_related
            give(owners, name, found)


@cache
def of_districts(model: type[Record]) -> Query:
    """The query for the records of a model that belong to the districts with the keys `KEYS`."""
    return lambda readable: readable.of_any(model).filter(Q(district__pk__in=[KEYS]))


@cache
def related(model: type[Model], name: str) -> Query:
    """The query for the records of a relation of those of `model` with the primary keys `KEYS`.

    `owner_key` is the primary key of each one's owner, except for a foreign key of the model, where
    KEYS are those of its records. A record without a state of its own is as visible as its owner.
    """
    field: Any = model._meta.get_field(name)
    target = field.related_model

    def query(readable: Readable) -> QuerySet[Any]:
        is_own = issubclass(target, Publishable)
        rows: QuerySet[Any] = (
            readable.of_any(target) if is_own else readable.worded(target.objects.all())
        )
        if field.many_to_one:
            return rows.filter(pk__in=[KEYS])
        back = f"{field.remote_field.name}__pk"
        found: QuerySet[Any] = rows.filter(**{f"{back}__in": [KEYS]}).annotate(owner_key=F(back))
        return found

    return query
