"""Compiles the interface catalogues, without gettext: `python -m deploy.catalogues`."""

from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_all(locale: Path = LOCALE) -> list[Path]:
    """Write the `.mo` of each `.po` below `locale` that has none as new; return those written.

    Fuzzy entries, which nobody has confirmed, are left out; readers then get the English.
    """
    return [po for po in sorted(locale.glob("*/LC_MESSAGES/*.po")) if _compile(po)]


def _compile(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    if mo.exists() and mo.stat().st_mtime_ns > po.stat().st_mtime_ns:
        return False
    unfinished = mo.with_suffix(".mo.new")
    polib.pofile(po).save_as_mofile(str(unfinished))
    unfinished.replace(mo)  # whoever reads it meanwhile gets the old or the new one, whole
    return True


if __name__ == "__main__":
    compile_all()
