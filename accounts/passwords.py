"""Which passwords are too easy to guess, beside those that Django knows."""

import re

from django.core.exceptions import ValidationError

LONG = 20  # letters from which on they are taken for several words
_ONE_WORD = re.compile(r"[\W\d_]*+[^\W\d_]*+[\W\d_]*")


class OneWordValidator:
    """Refuses one word with figures and signs around it, such as “district2021”."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError (code "one_word")."""
        if _ONE_WORD.fullmatch(password) and sum(map(str.isalpha, password)) < LONG:
            raise ValidationError(self.get_help_text(), code="one_word")

    def get_help_text(self) -> str:
        """Shown beside the field, too."""
        return "One word with numbers around it is guessed quickly. Write several words."
