from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EquityConfig(AppConfig):
    name = "equity"
    verbose_name = _("Equity")

    def ready(self):
        from equity import gap_names
        from equity.reports import confirmation, letter

        gap_names.connect()
        letter.register()
        confirmation.register()
