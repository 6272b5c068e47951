"""Pages of a district that others show, or that are about its record."""

from django.urls import path

from opendata import embed

urlpatterns = [
    path("embed/", embed.embed, name="embed"),
]
