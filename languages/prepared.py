"""Queries whose SQL is made once in a process, and then run again and again with other values.

Django builds the SQL of a queryset anew each time, which takes several times as long as running it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import connections, router
from django.db.models import Model, QuerySet, Value
from django.db.transaction import TransactionManagementError


class Given(Value):
    """A value that a prepared query is given by name when it is run.

    In a list (`pk__in=[Given("keys", …)]`) it stands for a list of any length.
    """

    def __init__(self, name: str, output_field: Any) -> None:
        super().__init__(name, output_field=output_field)

    def as_sql(self, _compiler: Any, _connection: Any) -> Any:
        """A placeholder, and itself where the value will be."""
        return "%s", [self]

    def values(self, given: Mapping[str, Any], connection: Any) -> list[Any]:
        """What to put in its place, as the driver of the database takes it; never empty."""
        value = given[self.value]
        several = value if isinstance(value, list) else [value]
        # Nothing is in a list that holds only NULL.
        return [self.output_field.get_db_prep_value(each, connection) for each in several] or [None]


class Prepared:
    """A queryset of records that holds a `Given` for each value that varies.

    It may filter, sort and annotate, but neither join records (`select_related`) nor prefetch them:
    see `give_related` and `give_linked`.
    """

    def __init__(self, queryset: QuerySet[Any]) -> None:
        # Neither the queryset nor its compiler is kept: they are larger than all that is used.
        compiler: Any = queryset.query.get_compiler(using=queryset.db)
        sql, self.parameters = compiler.as_sql()
        self.model, self.pieces = queryset.model, sql.split("%s")
        self.locks = queryset.query.select_for_update
        select = compiler.select
        converters = compiler.get_converters([expression for expression, *_ in select])
        self.converters = [(place, *each) for place, each in converters.items()]
        fields = compiler.klass_info["select_fields"]
        self.columns = {select[number][0].target.attname for number in fields}
        self.annotations = compiler.annotation_col_map

    def run(self, given: Mapping[str, Any]) -> list[Any]:
        """The records, for these values of each `Given`.

        Raises TransactionManagementError if it locks them, and no transaction would end that.
        """
        using = (router.db_for_write if self.locks else router.db_for_read)(self.model)
        connection = connections[using]
        if self.locks and not connection.in_atomic_block:
            raise TransactionManagementError("Records are locked in a transaction alone.")
        sql, values = self._filled(given, connection)
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            rows = cursor.fetchall()
        made = []
        for row in self._converted(rows, connection):
            record = self.model.from_db(using, self.columns, row[: len(self.columns)])
            for name, column in self.annotations.items():
                setattr(record, name, row[column])
            made.append(record)
        return made

    def _converted(self, rows: Iterable[Any], connection: Any) -> Iterator[list[Any]]:
        """Each row with the values of Python in place of those of the driver."""
        for row in map(list, rows):
            for place, converters, expression in self.converters:
                for convert in converters:
                    row[place] = convert(row[place], expression, connection)
            yield row

    def _filled(self, given: Mapping[str, Any], connection: Any) -> tuple[str, list[Any]]:
        """The SQL and its values, with as many placeholders for each list as it is long."""
        sql = self.pieces[0]
        values: list[Any] = []
        for parameter, piece in zip(self.parameters, self.pieces[1:], strict=True):
            is_given = isinstance(parameter, Given)
            found = parameter.values(given, connection) if is_given else [parameter]
            sql += ", ".join(["%s"] * len(found)) + piece
            values += found
        return sql, values


def give_related(
    owners: Iterable[Model], name: str, records: Iterable[Any], key: str = "owner_key"
) -> None:
    """Give each owner a list of its `records` of the relation `name`, for its `all()` to return.

    `key` names the attribute of a record that is the primary key of its owner.
    """
    found: dict[Any, list[Any]] = defaultdict(list)
    for record in records:
        found[getattr(record, key)].append(record)
    for owner in owners:
        owner.__dict__.setdefault("_prefetched_objects_cache", {})[name] = found[owner.pk]


def give_linked(owners: Iterable[Model], name: str, records: Iterable[Any]) -> None:
    """Set the foreign key `name` of each owner to one of `records`, or to None without it there."""
    found = {record.pk: record for record in records}
    for owner in owners:
        field: Any = owner._meta.get_field(name)
        field.set_cached_value(owner, found.get(getattr(owner, field.attname)))


def loaded(owner: Model, name: str) -> Sequence[Any] | None:
    """The records of a relation that were loaded with the owner; None if they were not."""
    found: Sequence[Any] | None = owner.__dict__.get("_prefetched_objects_cache", {}).get(name)
    return found


def all_of(owner: Model, name: str) -> Sequence[Any]:
    """The records of a relation; `all()` would make a manager each time, which is slow."""
    found = loaded(owner, name)
    return getattr(owner, name).all() if found is None else found
