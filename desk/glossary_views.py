"""The glossary of a language, which those edit who translate it for all districts."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from desk.glossary import file_terms
from desk.glossary_terms import GlossaryTerm
from desk.pages import DeskPage, language_page
from desk.queries import KEY
from languages.checks import flaws
from languages.registry import Language
from publishing.once import StaffRequest, shows_unsaved

MEANWHILE = "Someone has changed or removed this term since you opened the page. It is now: {}"


class TermForm(forms.ModelForm):  # type: ignore[type-arg]
    """A term; `seen` is the hash of what it said when the page was opened, "" for a new one."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    remove = forms.BooleanField(label="Remove this term from the desk", required=False)

    class Meta:
        model = GlossaryTerm
        fields = ("english", "translation", "also", "avoid", "note")
        help_texts = {
            "also": "Other words and forms for it, with commas: translators are told where a text "
            "has none of these, nor the translation.",
            "avoid": "Words that translators should not use for it, with commas.",
        }

    def __init__(self, data: Any, language: Language, term: GlossaryTerm) -> None:
        super().__init__(data, instance=term, initial={"seen": term.seen if term.pk else ""})
        self.was = self.initial["seen"]
        if not term.pk:
            del self.fields["remove"]
        for name in ("translation", "also", "avoid"):
            self.fields[name].widget.attrs |= {"lang": language.code, "dir": language.direction}

    def clean(self) -> dict[str, Any]:
        """Refuse what no text may have, and what would replace what another user has written."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in ("translation", "also", "avoid", "note"):
            for flaw in flaws(cleaned.get(name) or "", self.instance.language):
                self.add_error(name, flaw.message)
        if cleaned.get("seen", "") != self.was:
            stored = GlossaryTerm.objects.filter(pk=self.instance.pk).first()
            self.add_error(None, MEANWHILE.format(stored or "(removed)"))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """The language is no field of the form, and part of what is unique."""
        found: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return found - {"language"}


@shows_unsaved
def glossary(request: StaffRequest, code: str) -> HttpResponse:
    """GET: all terms. POST: add one, change it, or remove it. Raises PermissionDenied."""
    page, language = language_page(request, code)
    posted, may_edit = request.method == "POST", page.rights.translates_in(code) is None
    if posted and not may_edit:
        raise PermissionDenied
    term = _asked(request, code)
    form = TermForm(request.POST if posted else None, language, term)
    if not posted or not form.is_valid() or hasattr(request, "unsaved"):
        return _show(page, language, form if may_edit else None)
    if form.cleaned_data.get("remove"):
        term.delete()
        messages.success(request, "Removed.")
    else:
        form.instance.by = request.staff
        form.save()
        messages.success(request, "Saved.")
    return HttpResponseRedirect(reverse("desk_glossary", args=[code]))


def _asked(request: StaffRequest, code: str) -> GlossaryTerm:
    """The term that is edited, or a new one, as far as the address says what it is called."""
    key = request.GET.get("term", "")
    if KEY.fullmatch(key):
        rows = GlossaryTerm.objects.select_for_update()
        term: GlossaryTerm = get_object_or_404(rows, pk=key, language=code)
        return term
    english, translation = (request.GET.get(name, "") for name in ("english", "translation"))
    return GlossaryTerm(language=code, english=english, translation=translation)


def _show(page: DeskPage, language: Language, form: TermForm | None) -> HttpResponse:
    own = list(GlossaryTerm.objects.filter(language=language.code).select_related("by"))
    replaced = {term.english.lower() for term in own}
    others = [each for each in file_terms(language.code) if each.english.lower() not in replaced]
    context = {"language": language, "form": form, "own": own, "others": others}
    return render(page.request, "desk/glossary.html", page.context | context)
