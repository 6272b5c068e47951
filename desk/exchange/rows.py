"""What a file for translators holds, whichever form it has."""

from dataclasses import dataclass
from enum import StrEnum

from languages.freshness import TranslationState


class Form(StrEnum):
    """The forms of files."""

    PO = "po"
    XLIFF = "xliff"
    CSV = "csv"

    @property
    def content_type(self) -> str:
        """What the answer says that it is."""
        kinds = {Form.PO: "text/x-gettext-translation", Form.XLIFF: "application/xliff+xml"}
        return f"{kinds.get(self, 'text/csv')}; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Row:
    """A text of an export. `before` is the English of a stale translation, where it is known.

    `comments` are for translators; the last one is for the import.
    """

    key: str
    source: str
    text: str
    state: TranslationState
    before: str
    comments: list[str]

    @property
    def is_stale(self) -> bool:
        """Whether the English has changed since it was translated."""
        return self.state is TranslationState.STALE
