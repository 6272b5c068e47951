"""Shows a public page with words that are not saved."""

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse

from languages.columns import word_column
from languages.translating import Slot
from publishing.pages import PageRequest, public_url
from publishing.previewing import preview_page


def preview(request: PageRequest, slot: Slot, text: str) -> HttpResponse:
    """The page that shows the words, as the user may see it, drafts included."""
    address = public_url(slot.record, slot.field, slot.language)
    column = word_column(slot.field, slot.language)
    with transaction.atomic():
        # Without `save` and its listeners: the words are rolled back before anyone else sees them.
        QuerySet(type(slot.record)).filter(pk=slot.record.pk).update(**{column: text})
        response = preview_page(request, address, slot.language)
        transaction.set_rollback(True)
    return response
