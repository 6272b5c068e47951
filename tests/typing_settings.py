"""The settings with which mypy's Django plugin reads the models.

At run time modeltranslation replaces their managers by classes that no type checker can find.
"""

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS as _INSTALLED_APPS

INSTALLED_APPS = [app for app in _INSTALLED_APPS if app != "modeltranslation"]
