"""A district's community meetings."""

from django.urls import path

from events import views

urlpatterns = [
    path("events/", views.events, name="events"),
    path("events/<slug:meeting>/", views.meeting, name="meeting"),
]
