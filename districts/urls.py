"""Pages that show only a district and its schools."""

from django.urls import path

from districts import views

urlpatterns = [
    path("schools/", views.schools, name="schools"),
]
