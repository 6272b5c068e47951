"""Pages of a district on which families send something."""

from django.urls import path

from feedback.alerts import views as alerts
from feedback.interpreters import views as interpreters
from feedback.questions import views as questions
from feedback.remarks import views as remarks

meeting = "events/<slug:meeting>/"

urlpatterns = [
    path("alerts/", alerts.alerts, name="alerts"),
    path("alerts/asked/", alerts.alerts_asked, name="alerts_asked"),
    path(f"{meeting}interpreter/", interpreters.ask_interpreter, name="ask_interpreter"),
    path(f"{meeting}interpreter/asked/", interpreters.thanks, name="interpreter_asked"),
    path(
        f"{meeting}interpretation/",
        interpreters.answer_interpretation,
        name="answer_interpretation",
    ),
    path(f"{meeting}interpretation/answered/", interpreters.thanks, name="interpretation_answered"),
    path("wording/", remarks.wording, name="wording"),
    path("wording/sent/", remarks.wording_sent, name="wording_sent"),
    path("ask/", questions.ask, name="ask"),
    path("ask/sent/", questions.asked, name="asked"),
]
