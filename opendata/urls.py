"""Pages of a district that others show, or that are about its record."""

from django.urls import path

from opendata import embed, feeds, views

urlpatterns = [
    path("changes/", views.changes, name="changes"),
    path("changes.atom", feeds.changes_feed, name="changes_feed"),
    path("embed/", embed.embed, name="embed"),
    path("events.atom", feeds.events_feed, name="events_feed"),
]
