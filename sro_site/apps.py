"""App configurations of the roof and of its admin site."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class RoofConfig(AppConfig):
    """The app at the top, which no other app imports."""

    name = "sro_site"


class HouseAdminConfig(AdminConfig):
    """Makes `HouseAdminSite` the default admin site."""

    default = False
    default_site = "sro_site.admin.HouseAdminSite"
