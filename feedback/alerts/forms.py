"""What a family chooses: which alerts, in which language, about which schools."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from districts.contacts import mail_address
from districts.models import School
from districts.pages import DistrictPage
from feedback.alerts.confirming import ask_to_confirm
from feedback.alerts.links import hashed, token_of
from feedback.models import Subscription
from feedback.public_forms import LanguageField, PublicForm

CHANGES, MEETINGS, REMINDERS = "changes", "meetings", "reminders"
WHAT = {
    CHANGES: gettext_lazy("Changes to these pages"),
    MEETINGS: gettext_lazy("Meetings: new, moved or canceled"),
    REMINDERS: gettext_lazy("A reminder two days before each meeting"),
}
_AT_LEAST_ONE = gettext_lazy("Choose at least one kind of news.")
_NO_ADDRESS = gettext_lazy("Write an email address such as name@example.org.")


class SchoolsInput(forms.CheckboxSelectMultiple):
    """Folded, because most families want to know about all schools."""

    def create_option(
        self, name: str, value: Any, label: Any, selected: bool, index: int, *rest: Any, **more: Any
    ) -> dict[str, Any]:
        """Only the first has an id, to which errors lead: those of a hundred schools weigh."""
        option = super().create_option(name, value, label, selected, index, *rest, **more)
        if index:
            option["attrs"].pop("id", None)
        return option

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The boxes, open where some are chosen."""
        boxes = super().render(name, value, attrs, renderer)
        html = '<details class="choose"{}><summary>{}</summary>{}</details>'
        is_open = SafeString(" open" if value else "")
        return format_html(html, is_open, _("Choose schools"), boxes)


class Choices(forms.Form):
    """What can be changed later. `offer` fills in the schools of a district."""

    what = forms.MultipleChoiceField(
        label=gettext_lazy("What we write to you about"),
        choices=WHAT.items(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _AT_LEAST_ONE, "invalid_choice": _AT_LEAST_ONE},
    )
    language = LanguageField(label=gettext_lazy("Language of the emails"))
    schools = forms.ModelMultipleChoiceField(
        School.objects.none(),
        label=gettext_lazy("Only about certain schools"),
        required=False,
        widget=SchoolsInput,
        to_field_name="slug",
        help_text=gettext_lazy("News about the whole district is always included."),
    )

    def offer(self, page: DistrictPage) -> None:
        """Offer the schools of the page's district."""
        schools = School.objects.public(page.at).filter(district=page.district).order_by("name")
        self.fields["schools"].queryset = schools  # type: ignore[attr-defined]
        if not schools.exists():
            del self.fields["schools"]

    def apply(self, row: Subscription) -> None:
        """Set what was chosen, except for the schools."""
        for name in WHAT:
            setattr(row, name, name in self.cleaned_data["what"])
        row.language = self.cleaned_data["language"]


class SubscribeForm(PublicForm, Choices):
    """Asks for alerts. Whoever sends it learns nothing of who else has some."""

    name = privacy = "alerts"
    models = (Subscription,)
    field_order = ("email", "what", "language", "schools")

    email = forms.EmailField(
        label=gettext_lazy("Your email address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
        error_messages={"required": _NO_ADDRESS, "invalid": _NO_ADDRESS},
    )

    def __init__(self, page: DistrictPage, **given: Any) -> None:
        super().__init__(page, **given)
        self.offer(page)

    def clean_email(self) -> str:
        """As mail servers write it. Raises ValidationError for quoted parts, which few take."""
        address = mail_address(self.cleaned_data["email"])
        if not address:
            raise ValidationError(_NO_ADDRESS, code="invalid")
        return address

    def make(self) -> Subscription:
        """One that is not confirmed yet."""
        row = Subscription(district=self.page.district, address=self.cleaned_data["email"])
        row.token_hash = hashed(token_of(row.uuid))
        self.apply(row)
        return row

    def after(self, row: Subscription) -> None:
        """The same for each address, whether it is known or not."""
        row.schools.set(self.cleaned_data.get("schools", ()))
        ask_to_confirm(row, timezone.now())


class ChangeForm(Choices):
    """Changes a subscription."""

    def __init__(self, page: DistrictPage, row: Subscription, **given: Any) -> None:
        chosen = {"what": [name for name in WHAT if getattr(row, name)], "language": row.language}
        chosen["schools"] = list(row.schools.values_list("slug", flat=True))
        super().__init__(label_suffix="", initial=chosen, **given)
        self.row = row
        self.offer(page)

    def save(self) -> None:
        """Store what was chosen, unless the subscription has ended meanwhile."""
        self.apply(self.row)
        names = [*WHAT, "language"]
        if Subscription.objects.filter(pk=self.row.pk).update(
            **{name: getattr(self.row, name) for name in names}
        ):
            self.row.schools.set(self.cleaned_data.get("schools", ()))
