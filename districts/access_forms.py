"""Forms on the page about who has access to a district, and on the page of an invitation."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import User

from districts.models import District, Invitation, Membership

if TYPE_CHECKING:
    _InvitationForm = forms.ModelForm[Invitation]
    _CreationForm = UserCreationForm[User]
else:
    _InvitationForm, _CreationForm = forms.ModelForm, UserCreationForm


INVITED_MEANWHILE = (
    "Since you opened this page, another invitation was made for this role: see the open "
    "invitations. If this one is for another person, press the button again."
)


class GiveForm(_InvitationForm):
    """A role for somebody new, who gets a link, or for a person who works on the district.

    `seen` are the keys of the open invitations, which the page shows and sends along.
    """

    person = forms.ModelChoiceField(
        User.objects.none(),
        required=False,
        empty_label="A new person: you send a link",
    )
    field_order = ("person", "role", "language")

    class Meta:
        model = Invitation
        fields = ("role", "language")

    def __init__(self, district: District, data: Any = None) -> None:
        super().__init__(data)
        self.instance.district = district
        person: Any = self.fields["person"]
        person.queryset = User.objects.filter(memberships__district=district).distinct()
        self.seen = " ".join(str(each.pk) for each in district.invitations.all())

    def clean(self) -> dict[str, Any]:
        """Refuse a role that the person already has, and ask about an equal new invitation."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("person"):
            self._ask_about_another(cleaned)
        same = Membership.objects.filter(
            user=cleaned.get("person"),
            district=self.instance.district,
            role=cleaned.get("role"),
            language=cleaned.get("language", ""),
        )
        if cleaned.get("person") and same.exists():
            self.add_error("role", "This person has this role already.")
        return cleaned

    def _ask_about_another(self, cleaned: dict[str, Any]) -> None:
        """Refuse once what was invited in another tab, or by a colleague, since the page opened."""
        role, language = cleaned.get("role"), cleaned.get("language", "")
        same = self.instance.district.invitations.filter(role=role, language=language)
        seen = self.data.get("seen", self.seen).split()
        if any(str(each.pk) not in seen for each in same):
            self.add_error("role", INVITED_MEANWHILE)


class JoinForm(_CreationForm):
    """The account of an invited person: the name that they choose, and a password."""

    class Meta(UserCreationForm.Meta):
        fields = ("username", "first_name", "last_name")
