"""A district's community meetings, as pages and as calendar files."""

from django.urls import path

from events import calendars, views

urlpatterns = [
    path("events/", views.events, name="events"),
    path("events/calendar.ics", calendars.calendar_feed, name="calendar"),
    path("events/<slug:meeting>/", views.meeting, name="meeting"),
    path("events/<slug:meeting>/calendar.ics", calendars.meeting_calendar, name="meeting_calendar"),
]
