"""Addresses of the report: getting it, and reading earlier ones. Put up by equity.urls."""

from django.urls import path, re_path

from equity.reports import archive, pages

report_patterns = [
    path("equity/subscribe/", pages.subscribe, name="subscribe"),
    path("equity/subscribe/sent/", pages.sent, name="subscribe_sent"),
    path("equity/subscribe/<str:token>/", pages.confirm, name="subscribe_confirm"),
    path("equity/subscription/<str:token>/", pages.settings_page, name="subscription"),
    path("equity/unsubscribe/<str:token>/", pages.unsubscribe, name="unsubscribe"),
    path("equity/reports/", archive.report_list, name="reports"),
    re_path(
        r"^equity/reports/(?P<month>20[0-9][0-9]-(?:0[1-9]|1[0-2]))/$",
        archive.report_detail,
        name="report",
    ),
]
