"""Pages of a district that others show, or that are about its record."""

from django.urls import path

from opendata import data_views, embed
from opendata.changes import feeds, views

urlpatterns = [
    path("changes/", views.changes, name="changes"),
    path("changes.atom", feeds.changes_feed, name="changes_feed"),
    path("data/", data_views.district_data, name="district_data"),
    path("embed/", embed.embed, name="embed"),
    path("events.atom", feeds.events_feed, name="events_feed"),
    path("languages/", data_views.languages, name="languages"),
]
