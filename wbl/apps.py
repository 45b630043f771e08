from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WblConfig(AppConfig):
    name = "wbl"
    verbose_name = _("Work-based learning")

    def ready(self):
        from programs import search_upkeep
        from wbl.models import ProgramActivity

        search_upkeep.listen(ProgramActivity, search_upkeep.child_of_program)
