"""The desk's pages for export and import."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.transaction import on_commit
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from desk.exchange.applying import AlreadyAppliedError, ChosenWords, begin, go_on, keep
from desk.exchange.comparing import compare
from desk.exchange.forms import ExportForm, ImportForm
from desk.exchange.listing import listed
from desk.exchange.opening import open_file, remark
from desk.exchange.rows import Form
from desk.exchange.titles import titles
from desk.exchange.undoing import undo
from desk.exchange.writing import Asked, TooMuchError, write
from desk.models import Import
from desk.pages import DeskPage, language_page
from languages.clock import day_of
from languages.registry import Language

MOST = 1000  # most rows of a report on one page
NOTHING_TO_EXPORT = "There is nothing to export: none of these texts needs work."


def export(request: HttpRequest, code: str) -> HttpResponse:
    """The form; when it is sent, the file."""
    page, language = language_page(request, code)
    form = ExportForm(request.GET, page.rights, code)
    if form.is_valid():
        base = request.build_absolute_uri("/").rstrip("/")
        asked = form.asked(day_of(timezone.now()), base)
        try:
            data, count = write(asked, form.chosen_form())
        except TooMuchError as error:
            form.add_error("district", str(error))
        else:
            if count:
                return _file(data, form.cleaned_data["district"], asked, form.chosen_form())
            form.add_error(None, NOTHING_TO_EXPORT)
    return _shown(page, language, "export", 400 if form.errors else 200, form=form)


def upload(request: HttpRequest, code: str) -> HttpResponse:
    """The form and earlier imports; a readable file leads to the dry run."""
    page, language = language_page(request, code)
    form = ImportForm(code, *([request.POST, request.FILES] if request.method == "POST" else []))
    if form.is_valid():
        word_import = keep(request.user, code, form.cleaned_data["file"].name, form.upload)
        return _to(word_import)
    earlier = Import.objects.visible_to(request.user).filter(language=code).exclude(begun_at=None)
    context = {"form": form, "earlier": earlier.defer("upload", "left")[:20]}
    return _shown(page, language, "import", 400 if form.errors else 200, **context)


def one_import(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """The dry run of an import, to be confirmed; afterwards its result, which can be undone."""
    page, language = language_page(request, code)
    word_import = get_object_or_404(
        Import.objects.visible_to(request.user).filter(language=code), pk=key
    )
    if request.method == "POST":
        return _undone(page, word_import) if "undo" in request.POST else _applied(page, word_import)
    if word_import.begun_at:
        return _shown(page, language, "done", **_done(word_import))
    catalog = open_file(bytes(word_import.upload), code)
    steps = compare(catalog.entries, code, page.rights)
    groups = listed(steps)
    named = titles(step.entry.context for group in groups for step in group.shown)
    for group in groups:
        group.named = named
    context: dict[str, Any] = {"groups": groups, "remark": remark(catalog, code)}
    return _shown(page, language, "dry_run", word_import=word_import, **context)


def _done(word_import: Import) -> dict[str, Any]:
    entries = list(word_import.entries.all())
    shown, left = entries[:MOST], word_import.left[:MOST]
    named = titles([*(entry.context for entry in shown), *(context for _, context, *_ in left)])
    return {
        "word_import": word_import,
        "entries": entries,
        "overwritten": sum(bool(entry.before) for entry in entries),
        "to_undo": word_import.is_unfinished or not all(entry.undone for entry in entries),
        "half_undone": word_import.undone_at and any(e.to_be_undone for e in entries),
        "shown_entries": [(entry, named.get(entry.context, entry.context)) for entry in shown],
        "left": [(line, named.get(key, key), *others) for line, key, *others in left],
    }


def _applied(page: DeskPage, word_import: Import) -> HttpResponse:
    """The form is stored; then the words are written, in transactions of their own."""
    sent: Any = page.request.POST
    choice = ChosenWords(frozenset(sent.getlist("effect")), frozenset(sent.getlist("entry")))
    now = timezone.now()
    try:
        if not (word_import.is_unfinished and "go_on" in sent):
            begin(word_import.pk, choice, at=now)
    except AlreadyAppliedError:
        messages.warning(page.request, "This file has already been imported.")
    else:
        on_commit(partial(go_on, word_import.pk, page.rights, by=_who(page), at=now))
    return _to(word_import)


def _undone(page: DeskPage, word_import: Import) -> HttpResponse:
    if word_import.begun_at:
        on_commit(partial(_undo, page, word_import))
    else:
        messages.warning(page.request, "Nothing from this file has been imported yet.")
    return _to(word_import)


def _undo(page: DeskPage, word_import: Import) -> None:
    kept = undo(word_import, page.rights, by=_who(page), at=timezone.now())
    if kept:
        said = f"Undone, except for {len(kept)}. Below you see why these stay as they are."
        messages.warning(page.request, said)
    else:
        messages.success(page.request, "Undone. Everything is as it was before.")


def _who(page: DeskPage) -> Any:
    """The signed-in user; everybody on the desk is signed in."""
    return page.request.user


def _to(word_import: Import) -> HttpResponse:
    return HttpResponseRedirect(
        reverse("desk_one_import", args=[word_import.language, word_import.pk])
    )


def _file(data: bytes, district: Any, asked: Asked, form: Form) -> HttpResponse:
    where = district.slug if district else "all"
    name = f"{where}-{asked.language}-{asked.day.isoformat()}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=form.content_type, headers=headers)


def _shown(
    page: DeskPage, language: Language, name: str, status: int = 200, **context: Any
) -> HttpResponse:
    context = {**page.context, "language": language, **context}
    return render(page.request, f"desk/exchange_{name}.html", context, status=status)
