"""Compiles the interface catalogs without gettext: `python -m deploy.catalogs`.

`python -m deploy.catalogs source` copies every new English message as its own translation, and
prints what is new in each language.
"""

import sys
from pathlib import Path

import polib

from languages.registry import SOURCE

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_all(locale: Path = LOCALE) -> list[Path]:
    """Write each `.mo` below `locale` that is missing or outdated; return those written.

    Fuzzy entries, which nobody has confirmed, are left out; readers see the English instead.
    """
    return [po for po in sorted(locale.glob("*/LC_MESSAGES/*.po")) if _compile(po)]


def fill_source(locale: Path = LOCALE) -> None:
    """Make each new English message its own translation; `make messages` needs that.

    What is confirmed already is kept: of some messages of Django the catalog has plainer words.
    """
    catalog = polib.pofile(locale / SOURCE / "LC_MESSAGES" / "django.po", wrapwidth=0)
    for entry in catalog:
        if entry.translated():
            continue
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        entry.previous_msgid = entry.previous_msgctxt = entry.previous_msgid_plural = None
        if entry.msgid_plural:
            entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
        else:
            entry.msgstr = entry.msgid
    catalog.save()


def report(locale: Path = LOCALE) -> str:
    """What has to be translated, one line per message: new ones, and fuzzy ones."""
    lines = []
    for po in sorted(locale.glob("*/LC_MESSAGES/django.po")):
        entries = polib.pofile(po)
        new, guessed = entries.untranslated_entries(), entries.fuzzy_entries()
        lines.append(f"{po.parent.parent.name}: {len(new)} new, {len(guessed)} fuzzy")
        lines += [f"  new: {entry.msgid}" for entry in new]
        lines += [f"  fuzzy: {entry.msgid}" for entry in guessed]
    return "\n".join(lines)


def _compile(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    if mo.exists() and mo.stat().st_mtime_ns > po.stat().st_mtime_ns:
        return False
    unfinished = mo.with_suffix(".mo.new")
    polib.pofile(po).save_as_mofile(str(unfinished))
    unfinished.replace(mo)  # atomic: a reader gets either the old or the new file
    return True


if __name__ == "__main__":
    if sys.argv[1:] == ["source"]:
        fill_source()
        print(report())
    compile_all()
