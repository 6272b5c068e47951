"""`manage.py import_words FILE --user NAME`: reads translated content from a PO file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.utils import timezone

from desk.exchange.applying import WITHOUT_ASKING, ChosenWords, begin, go_on, keep
from desk.exchange.comparing import WRITES, compare
from desk.exchange.opening import language_of, open_file, remark
from desk.exchange.reading import SIZE_LIMIT
from desk.exchange.titles import titles
from desk.exchange.undoing import undo
from desk.models import Import
from districts.access import rights_of
from languages.commands import SiteCommand
from publishing.imports import FileError, counts


class Command(SiteCommand):
    """A dry run unless told to write; it can also undo. The user's rights apply."""

    help = (
        "Shows what a PO file would change. With --apply, writes the changes that "
        "need no decision; conflicts, texts whose English has changed and doubtful "
        "ones are left for the desk."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument(
            "--user",
            required=True,
            help="account whose permissions apply and under which the import is recorded",
        )
        parser.add_argument("--apply", action="store_true", help="write the changes")
        parser.add_argument(
            "--go-on", type=int, metavar="ID", help="finish an import that was interrupted"
        )
        parser.add_argument(
            "--undo", type=int, metavar="ID", help="put back the earlier translations"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError if the user, the file or the import does not exist."""
        name = get_user_model().USERNAME_FIELD
        user: Any = get_user_model().objects.filter(**{name: options["user"]}).first()
        if user is None:
            raise CommandError(f"There is no user “{options['user']}”.")
        asked = [name for name in ("file", "undo", "go_on") if options[name] is not None]
        if len(asked) != 1:
            raise CommandError("Give a file to import, or the number of one import.")
        if options["undo"] is not None:
            self._undo(user, _import_of(user, options["undo"]))
        elif options["go_on"] is not None:
            self._go_on(user, _import_of(user, options["go_on"]))
        else:
            self._import(user, options["file"], write=options["apply"])

    def _import(self, user: Any, path: Path, *, write: bool) -> None:
        data = _bytes(path)
        try:
            catalog = open_file(data)
            language = language_of(catalog)
        except FileError as error:
            raise CommandError(f"{path}, {error}\nNothing has been changed.") from error
        if said := remark(catalog, language):
            self.stderr.write(said)
        steps = compare(catalog.entries, language, rights_of(user))
        named = titles(step.entry.context for step in steps)
        for step in steps:
            context = step.entry.context
            said = " ".join((f"{named.get(context, context)}.", *step.said))
            self.stdout.write(f"{path}, line {step.line}: {step.effect}: {said}")
        self.stdout.write(", ".join(f"{effect}: {n}" for effect, n in counts(steps).items()))
        if write:
            word_import = keep(user, language, path.name, data)
            self._apply(word_import, user)

    def _apply(self, word_import: Import, user: Any) -> None:
        begin(word_import.pk, ChosenWords(frozenset(WITHOUT_ASKING)), at=timezone.now())
        self.stdout.write(f"If this is interrupted, finish it: --go-on {word_import.pk}")
        self._go_on(user, word_import)

    def _go_on(self, user: Any, word_import: Import) -> None:
        word_import = go_on(word_import.pk, rights_of(user), by=user, at=timezone.now())
        if word_import.undone_at:
            raise CommandError("This import was undone, so nothing more of it is written.")
        overwritten = word_import.entries.exclude(before="")
        named = titles(entry.context for entry in overwritten)
        for entry in overwritten:
            title = named.get(entry.context, entry.context)
            self.stdout.write(f"Overwritten: {title}: “{entry.before}”")
        left = sum(effect in WRITES for _, _, effect, _ in word_import.left)
        self.stdout.write(f"Left to be decided on the desk: {left}.")
        self.stdout.write(
            f"Written: {word_import.entries.count()}. To undo it: --undo {word_import.pk}"
        )

    def _undo(self, user: Any, word_import: Import) -> None:
        kept = undo(word_import, rights_of(user), by=user, at=timezone.now())
        named = titles(entry.context for entry in kept)
        for entry in kept:
            title = named.get(entry.context, entry.context)
            self.stdout.write(f"Not undone: {title}. {entry.kept}")
        self.stdout.write(f"Undone: {word_import.entries.filter(undone=True).count()}.")


def _import_of(user: Any, key: int) -> Import:
    found = Import.objects.visible_to(user).filter(pk=key).exclude(begun_at=None).first()
    if found is None:
        raise CommandError(f"{user} has no import {key} that was begun.")
    return found


def _bytes(path: Path) -> bytes:
    """The content of a file, at most one byte more than the limit."""
    try:
        with path.open("rb") as file:
            return file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise CommandError(str(error)) from error
