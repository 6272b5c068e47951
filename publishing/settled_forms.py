"""The form of what is settled once it was public: it knows whether a change needs a reason."""

from typing import TYPE_CHECKING, Any

from django import forms

from publishing.states import PublicationState

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
else:
    _ModelForm = forms.ModelForm


class SettledForm(_ModelForm):
    """A form of a SettledOncePublic. It stands before the forms that it is combined with.

    `settled` is whether families have seen the record, and the form changes what is settled of it;
    `last_seen` what they saw; `moves` whether they are shown something else now.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.settled: bool = (
            self.instance.is_settled and self.instance.settled_fields[0] in self.fields
        )
        self.last_seen: dict[str, Any] = self.instance.last_seen
        self.moves = False

    @property
    def stays_draft(self) -> bool:
        """Whether families see nothing of what is about to be saved."""
        state: str = self.cleaned_data.get("state", self.instance.state)
        return state == PublicationState.DRAFT

    def find_move(self, cleaned: dict[str, Any]) -> bool:
        """Find out whether what was typed moves the record; `moves` holds it from then on."""
        wrong = set(self.instance.settled_fields) & set(self.errors)
        if self.settled and not wrong and not self.stays_draft:
            self.moves = self.instance.moves_to(cleaned)
        return self.moves

    def refuse_explanation(self, cleaned: dict[str, Any], *names: str) -> None:
        """Refuse, at the first of these fields, what explains a move where nothing moves."""
        if not any(cleaned.get(name) for name in names):
            return
        said = "Families see what they saw before: nothing has moved."
        if self.stays_draft:
            said = "It stays a draft: explain the change when you publish it."
        self.add_error(names[0], said)
