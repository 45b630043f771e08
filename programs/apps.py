from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    name = "programs"
    verbose_name = _("Programs")

    def ready(self):
        from programs import search_upkeep
        from programs.alerts import letters
        from programs.gaps import about

        search_upkeep.connect()
        about.connect()
        letters.register()
