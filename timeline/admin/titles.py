"""Asks about titles of milestones that say that something happens."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from languages.columns import word_column, words_in
from languages.registry import SOURCE
from languages.titles import question
from timeline.admin.moved import MovableAdmin
from timeline.models import Milestone

TITLE = word_column("title", SOURCE)


class AsksAboutTitles(MovableAdmin[Any]):
    """An admin page of milestones, or of what has milestones on its page."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Warn of each title that was typed and says that something happens; it is saved."""
        super().save_related(request, form, formsets, change)
        for each in [form, *(row for formset in formsets for row in formset.forms)]:
            typed = isinstance(each.instance, Milestone) and TITLE in each.changed_data
            if typed and (said := question(words_in(each.instance, "title", SOURCE))):
                self.message_user(request, said, messages.WARNING)
