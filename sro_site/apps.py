"""The roof and its admin, in the house's order."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class RoofConfig(AppConfig):
    name = "sro_site"


class HouseAdminConfig(AdminConfig):
    default = False
    default_site = "sro_site.admin.HouseAdminSite"
