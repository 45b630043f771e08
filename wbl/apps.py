from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WblConfig(AppConfig):
    name = "wbl"
    verbose_name = _("Work-based learning")
