"""Addresses of the equity pages."""

app_name = "equity"

urlpatterns = []
