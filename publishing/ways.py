"""The ways in which records are changed."""

from django.db.models import TextChoices


class Way(TextChoices):
    """How a record is changed; a row on the page of another record counts as a form."""

    FORM = "form", "Form"
    LIST = "list", "List action"
    CSV = "csv", "Import of a table"
    WORDS = "words", "Import of translations"
    DESK = "desk", "Translators’ desk"
    UNDO = "undo", "Undo"
    CONTENT = "content", "Content file"
    COMMAND = "command", "Command"
