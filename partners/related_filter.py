"""A list filter of the admin over a foreign key: values to choose from, or a box to type into."""

from django.contrib import admin

# More values than that are no list anybody reads, and a page nobody waits for.
MOST = 200


class OwnRelatedFilter(admin.RelatedOnlyFieldListFilter):
    """Offers only values of rows the user sees; a value in the address is always applied.

    Django leaves a filter out where there is nothing to choose, and its value with it: the list
    would hold everything without a word. Of many values only the chosen one is listed, and a box
    takes the words that the values' own admin page searches by.
    """

    def __init__(self, field, request, params, model, model_admin, field_path):
        self.named_kwarg = f"{field_path}__named"
        self.request = request
        self.related_admin = model_admin.admin_site.get_model_admin(field.remote_field.model)
        super().__init__(field, request, params, model, model_admin, field_path)
        self.named = (self.used_parameters.pop(self.named_kwarg, None) or [""])[-1].strip()
        if self.is_long:
            self.template = "admin/named_filter.html"

    def expected_parameters(self):
        return [*super().expected_parameters(), self.named_kwarg]

    def has_output(self):
        return self.is_long or super().has_output() or self.lookup_val is not None

    def field_choices(self, field, request, model_admin):
        """All values, or the chosen one only where there are too many."""
        own = model_admin.get_queryset(request).order_by().values(f"{self.field_path}__pk")
        rows = field.remote_field.model._default_manager.filter(pk__in=own)
        self.is_long = len(rows.values("pk")[: MOST + 1]) > MOST
        if not self.is_long:
            return super().field_choices(field, request, model_admin)
        chosen = [value for value in self.lookup_val or () if str(value).isdigit()]
        return [(row.pk, str(row)) for row in rows.filter(pk__in=chosen)]

    def queryset(self, request, queryset):
        queryset = super().queryset(request, queryset)
        if self.named:
            rows = self.related_admin.get_queryset(request)
            found, _may_repeat = self.related_admin.get_search_results(request, rows, self.named)
            queryset = queryset.filter(**{f"{self.field_path}__in": found.order_by().values("pk")})
        return queryset

    def choices(self, changelist):
        """As Django's, and "All" forgets the words as well."""
        every, *others = super().choices(changelist)
        every["selected"] = every["selected"] and not self.named
        every["query_string"] = changelist.get_query_string(remove=self.expected_parameters())
        return [every, *others]

    def other_parameters(self):
        """What else the list is narrowed by, for the box to send along."""
        own = {*self.expected_parameters(), "p"}
        return [
            (name, value)
            for name, values in self.request.GET.lists()
            if name not in own
            for value in values
        ]
