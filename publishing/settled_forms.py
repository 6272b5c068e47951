"""The form of a record that needs a reason to change once it was public."""

from typing import TYPE_CHECKING, Any

from django import forms

from publishing.states import PublicationState

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
else:
    _ModelForm = forms.ModelForm


class SettledForm(_ModelForm):
    """A form of a SettledOncePublic; list it before the other forms among the base classes.

    `settled`: families have seen the record, and the form changes settled fields of it;
    `last_seen`: what they saw; `moves`: they will see something else.
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
        """Whether families will see nothing of what is about to be saved."""
        state: str = self.cleaned_data.get("state", self.instance.state)
        return state != PublicationState.PUBLISHED

    def find_move(self, cleaned: dict[str, Any]) -> bool:
        """Set and return `moves`: whether the `cleaned` values move the record."""
        wrong = set(self.instance.settled_fields) & set(self.errors)
        if self.settled and not wrong and not self.stays_draft:
            self.moves = self.instance.moves_to(cleaned)
        return self.moves

    def moved_record(self, user: Any) -> Any:
        """The record of the move that a valid form describes; save it with the form's record."""
        raise NotImplementedError("each kind of record keeps its moves in a model of its own")

    def refuse_explanation(self, cleaned: dict[str, Any], *names: str) -> None:
        """Add an error to the first of `names` if one of them explains a move but nothing moves."""
        if not any(cleaned.get(name) for name in names):
            return
        said = "Nothing has moved: families see the same as before. Leave this empty."
        if self.stays_draft:
            said = "This is not published. Explain the change when you publish it."
        self.add_error(names[0], said)
