"""Rows as PostgreSQL's COPY reads them."""

import json
from typing import Any

from django.db import models


def encoded(record: models.Model, fields: list[Any]) -> str:
    """The values of these fields of a record, separated by tabs."""
    return "\t".join(_text(each, record) for each in fields)


def _text(each: Any, record: models.Model) -> str:
    value = getattr(record, each.attname)
    if isinstance(each, models.JSONField):
        value = json.dumps(value)
    elif value is not None:
        value = each.get_prep_value(value)
    if value is None:
        return "\\N"
    escaped = str(value).replace("\\", "\\\\").replace("\t", "\\t")
    return escaped.replace("\n", "\\n").replace("\r", "\\r")
