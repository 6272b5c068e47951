"""Django's own messages that families can see and Django has not translated into all ten languages.

Naming them here puts them into this site's catalogs, which are searched before Django's.
The English catalog says some of them more plainly than Django does.
"""

from django.utils.translation import gettext_noop, ngettext

# Translators: what ends the label of a field, such as ":" or "፦"; in French with a no-break space.
LABEL_SUFFIX = gettext_noop(":")

VALIDATION = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid value."),
    gettext_noop("Enter a valid email address."),
    gettext_noop("Enter a valid URL."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Null characters are not allowed."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
)


def too_long(limit: int, length: int) -> str:
    """Django's message for a text longer than `limit`, with Django's choice of plural."""
    return ngettext(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        limit,
    ) % {"limit_value": limit, "show_value": length}
