"""The questions before words are exported or imported."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from desk.exchange.opening import language_of, open_file
from desk.exchange.reading import SIZE_LIMIT
from desk.exchange.rows import Form
from desk.exchange.writing import Asked
from districts.access import Rights
from districts.models import District
from languages.querysets import in_language
from languages.registry import LANGUAGES, SOURCE
from publishing.imports import FileError


class ExportForm(forms.Form):
    """Which district, and which states; sent with GET."""

    district = forms.ModelChoiceField(
        District.objects.none(), required=False, empty_label="All texts you may translate"
    )
    what = forms.ChoiceField(
        label="Which texts",
        choices=[("work", "Only what is missing, stale or a draft"), ("all", "All")],
        widget=forms.RadioSelect,
        initial="work",
    )

    form = forms.ChoiceField(
        label="File",
        choices=[
            (Form.PO.value, "PO: Poedit, OmegaT, Weblate, Lokalize"),
            (Form.XLIFF.value, "XLIFF 1.2: programs of translation agencies, Weblate, Poedit"),
            (Form.CSV.value, "CSV: a spreadsheet"),
        ],
        widget=forms.RadioSelect,
        initial=Form.PO.value,
        required=False,
    )

    def __init__(self, data: Any, rights: Rights, language: str) -> None:
        super().__init__(data or None)
        self.language = language
        self.own = rights.translates_in(language)
        offered: Any = self.fields["district"]
        districts = in_language(District.objects.all(), SOURCE)
        offered.queryset = districts if self.own is None else districts.filter(pk__in=self.own)

    def chosen_form(self) -> Form:
        """The form of the file; a PO file if nothing was said."""
        return Form(self.cleaned_data["form"] or Form.PO)

    def asked(self, day: date, base: str) -> Asked:
        """What to export on this day; `base` comes before addresses of pages."""
        district = self.cleaned_data["district"]
        districts = {district.pk} if district else self.own
        return Asked(self.language, districts, self.cleaned_data["what"] == "all", day, base)


class ImportForm(forms.Form):
    """The file; after validation, `cleaned_data["file"]` is readable and in this language."""

    file = forms.FileField(
        help_text=(
            "A PO, XLIFF or CSV file exported from this site, or the catalog of the interface, in "
            "UTF-8, up to 5 MB and 20,000 entries."
        )
    )

    def __init__(self, language: str, *args: Any) -> None:
        super().__init__(*args)
        self.language = language
        self.upload = b""

    def clean_file(self) -> Any:
        """Raises ValidationError with the line if the file cannot be read."""
        file = self.cleaned_data["file"]
        try:
            self.upload = file.read(SIZE_LIMIT + 1)
            found = language_of(open_file(self.upload, self.language))
            if found != self.language:
                said = f"The file is in {LANGUAGES[found].name}, but this page imports "
                raise FileError(1, f"{said}{LANGUAGES[self.language].name}.")
        except FileError as error:
            raise ValidationError(f"{file.name}, {error}", code="file") from error
        return file
