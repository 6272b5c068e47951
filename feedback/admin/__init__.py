"""Admin pages of the question desk, and of published answers."""

from feedback.admin import answers, interpreters, questions  # noqa: F401 - they register themselves
