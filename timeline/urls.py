"""A district's timeline, its plan, and the pages of its schools."""

from django.urls import path

from timeline import views

urlpatterns = [
    path("timeline/", views.timeline, name="timeline"),
    path("plan/", views.plan, name="plan"),
    path("schools/<slug:school>/", views.school, name="school"),
]
