"""Shows a public page with words that are not saved."""

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse

from desk.interface.models import InterfaceText
from languages import overlay
from languages.columns import word_column
from languages.translating import Slot
from publishing.pages import PageRequest, public_url
from publishing.previewing import preview_page


def preview(request: PageRequest, slot: Slot, text: str) -> HttpResponse:
    """The page that shows the words, as the user may see it, drafts included."""
    if isinstance(slot.record, InterfaceText):
        return _of_interface(request, slot.record, slot.language, text)
    address = public_url(slot.record, slot.field, slot.language)
    column = word_column(slot.field, slot.language)
    with transaction.atomic():
        # Without `save` and its listeners: the words are rolled back before anyone else sees them.
        QuerySet(type(slot.record)).filter(pk=slot.record.pk).update(**{column: text})
        response = preview_page(request, address, slot.language)
        transaction.set_rollback(True)
    return response


def _of_interface(
    request: PageRequest, record: InterfaceText, language: str, text: str
) -> HttpResponse:
    """A page with the text in place of what pages say now, for this answer alone."""
    form = record.form if record.plural else None

    def said(name: str, number: int | None) -> str | None:
        return text or None if (name, number) == (record.whole_key.name, form) else None

    with overlay.watching(language, said):
        try:
            return preview_page(request, public_url(record, "text", language), language)
        except Http404:  # what was there has been withdrawn since
            record.shown_at = ""
            return preview_page(request, public_url(record, "text", language), language)
