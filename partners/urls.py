"""Addresses of the glossary, of goals and actions. Pages of organizations: see programs/urls.py."""

from django.urls import path

from partners import views
from partners.goals import form_pages, pages

app_name = "partners"

urlpatterns = [
    path("glossary/", views.glossary, name="glossary"),
    path("glossary/<slug:slug>/", views.term, name="term"),
    path("goals/", pages.goal_list, name="goals"),
    path("goals/download.csv", pages.goal_csv, name="goals_csv"),
    path("goals/new/", form_pages.goal_new, name="goal_new"),
    path("goals/<int:pk>/", pages.goal_detail, name="goal"),
    path("actions/new/", form_pages.action_new, name="action_new"),
]
