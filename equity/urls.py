"""Addresses of the equity pages."""

from django.urls import path

from equity import method_pages, metric_pages
from equity.reports.urls import report_patterns

app_name = "equity"

urlpatterns = [
    path("equity/metrics/", metric_pages.metric_list, name="metrics"),
    path("equity/metrics/<slug:code>/", metric_pages.metric_detail, name="metric"),
    path("methods/", method_pages.methods, name="methods"),
    *report_patterns,
]
