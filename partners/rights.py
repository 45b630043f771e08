"""Who may do what: the one module that decides. Admin, actions and pages only ask here.

A membership gives a role at one organization, and the role holds for every organization below it.
`RULES` says for each table which organizations a row belongs to, as lookups that end at an
organization; a user may touch the row only with the needed role at **all** of them. A table
without a rule is the portal staff's alone. Staff (superusers) may do everything.

Why memberships instead of Django's own permissions: docs/adr/0003-rights-by-membership.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import Model, Q

from partners.enums import DESTINATIONS, MembershipRole
from partners.models import Organization
from partners.querysets import public_organization
from pathways_portal.common.enums import EditingStatus

VIEWER, COORDINATOR, LEAD = MembershipRole.VIEWER, MembershipRole.COORDINATOR, MembershipRole.LEAD
STAFF_ONLY = None
_PUBLISHED = Q(status=EditingStatus.PUBLISHED)
RANKS = {VIEWER: 1, COORDINATOR: 2, LEAD: 3}


@dataclass(frozen=True)
class Rule:
    """What a table needs: the lookups to its organizations and the least role for each verb.

    `shown`: rows that every member may look up beside their own, wherever they have their role;
    the tables that have it are the whole region's. `seen_by`: lookups to further organizations,
    whose members may look up the rows where `seen` holds. STAFF_ONLY closes a verb to all members.
    """

    of: tuple[str, ...] = ()
    view: MembershipRole | None = VIEWER
    add: MembershipRole | None = COORDINATOR
    change: MembershipRole | None = COORDINATOR
    delete: MembershipRole | None = LEAD
    shown: Q | None = None
    seen_by: tuple[str, ...] = ()
    seen: Q = Q()


def _reference():
    """A table of the whole region: every member may look it up, staff keeps it."""
    closed = {"add": STAFF_ONLY, "change": STAFF_ONLY, "delete": STAFF_ONLY}
    return Rule(shown=Q(), **closed)


def _shared():
    """A table of the whole region whose rows have owners, who mend them; staff adds and deletes."""
    return Rule(of=("owner",), shown=_PUBLISHED, add=STAFF_ONLY, delete=STAFF_ONLY)


def _part(*of):
    """A row that is a part of a larger record: who may change the whole may remove the part."""
    return Rule(of=of, delete=COORDINATOR)


_PROGRAM = ("program__organization", "program__owner")
_COURSE = ("course__organization", "course__owner")
_SEQUENCE = ("sequence__program__organization", "sequence__owner")


def _agreement(way="", **verbs):
    """Two sides, one keeper: whoever owns the record keeps it, usually the college.

    Once it is no draft any more, both sides read it, for both sign it.
    """
    sides = (f"{way}sending", f"{way}receiving")
    seen = ~Q(**{f"{way}state": "draft"})
    return Rule(of=(f"{way}owner",), seen_by=sides, seen=seen, **verbs)


# Tables are named, not imported, for this module stands below the apps that own them.
RULES: Mapping[str, Rule] = {
    # Contact facts are the organization's own; what it is and where it hangs is the staff's.
    "partners.Organization": Rule(of=("self",), add=STAFF_ONLY, delete=STAFF_ONLY),
    "partners.Site": _part("organization"),
    # Works at one organization, is kept by another: both must be one's own.
    "partners.Person": Rule(of=("organization", "owner")),
    # A role shows a person on the page of its organization, so that must be one's own too.
    "partners.Role": _part("person__organization", "person__owner", "organization"),
    "partners.Membership": Rule(of=("organization",), view=LEAD, add=LEAD, change=LEAD),
    "partners.Inventory": Rule(of=("organization",)),
    # Readers write reports and may leave an address: only those who answer them read it.
    "partners.ProblemReport": Rule(
        of=("organization",), view=COORDINATOR, add=STAFF_ONLY, delete=STAFF_ONLY
    ),
    "partners.GoalCycle": _reference(),
    "partners.Goal": Rule(of=("owner",)),
    "partners.Measurement": _part("goal__owner"),
    # An action belongs to whoever promised it, also where the goal is another's.
    "partners.ActionItem": _part("owner"),
    "partners.Region": _reference(),
    "partners.County": _reference(),
    "partners.Place": _reference(),
    "partners.Term": _shared(),
    # Offered by one organization, kept by another: both must be one's own.
    "programs.Program": Rule(of=("organization", "owner")),
    "programs.Offering": _part(*_PROGRAM),
    "programs.ProgramCode": _part(*_PROGRAM),
    "programs.ProgramOccupation": _part(*_PROGRAM),
    "programs.PathwayProgram": _part(*_PROGRAM),
    # Described by one organization, kept by another: both must be one's own.
    "programs.Course": Rule(of=("organization", "owner")),
    "programs.CourseAlias": _part(*_COURSE),
    "programs.CourseOffering": _part(*_COURSE),
    "programs.Prerequisite": _part(*_COURSE),
    "programs.Sequence": Rule(of=("program__organization", "owner")),
    "programs.ChoiceGroup": _part(*_SEQUENCE),
    "programs.SequenceStep": _part(*_SEQUENCE),
    # A link is stated by whoever teaches what comes first.
    "programs.ProgramLink": Rule(of=("from_program__organization", "owner")),
    "programs.ArticulationAgreement": _agreement(),
    "programs.SendingCourse": _agreement("agreement__", delete=COORDINATOR),
    "programs.ReceivingCourse": _agreement("agreement__", delete=COORDINATOR),
    "programs.Signature": _agreement("agreement__", delete=COORDINATOR),
    "programs.EarlyCreditOption": _shared(),
    "programs.ExamCredit": _reference(),
    "programs.QualityElement": _reference(),
    "programs.QualityReview": _part("pathway__owner"),
    "programs.Support": _shared(),
    "programs.OrganizationSupport": _part("organization"),
    "programs.ProgramSupport": _part(*_PROGRAM),
    "programs.PathwaySupport": _part("pathway__owner"),
    "programs.ProgramSkill": _part(*_PROGRAM),
    "programs.PathwaySkill": _part("pathway__owner"),
    "wbl.ActivityKind": _reference(),
    # Staff of the schools and the regional office enter what employers offer.
    "wbl.Opportunity": Rule(of=("owner",)),
    "wbl.ProgramActivity": _part(*_PROGRAM),
    "programs.CodeSet": _reference(),
    "programs.Code": _reference(),
    "programs.Crosswalk": _reference(),
    "programs.Sector": _reference(),
    "programs.SectorCode": _reference(),
    "programs.Pathway": _shared(),
    "programs.Credential": _reference(),
    "programs.Occupation": _reference(),
    "programs.Area": _reference(),
    "programs.OccupationFigure": _reference(),
    "programs.WageBenchmark": _reference(),
    "programs.PriorityRule": _reference(),
    "programs.Skill": _reference(),
    "programs.OccupationSkill": _reference(),
    "programs.OccupationRelated": _reference(),
    "programs.SupplyLink": _reference(),
    "programs.AwardCount": _reference(),
    "programs.CompleterCount": _reference(),
    "programs.Synonym": _reference(),
}
# Keys that may also name public rows of others: an agreement names the courses of two sides, a
# school's sequence those of its district, and a link leads to another school. {table and key: what
# is public there}
_OPEN = public_organization()
ACROSS = {
    "partners.ActionItem.goal": _PUBLISHED,
    "programs.ArticulationAgreement.sending": _OPEN,
    "programs.ArticulationAgreement.receiving": _OPEN,
    "programs.SendingCourse.course": _PUBLISHED,
    "programs.ReceivingCourse.course": _PUBLISHED,
    "programs.SequenceStep.course": _PUBLISHED,
    "programs.Prerequisite.required": _PUBLISHED,
    "programs.Signature.organization": _OPEN,
    "programs.Signature.person": _PUBLISHED,
    "programs.ProgramLink.to_program": _PUBLISHED,
    "programs.ProgramLink.destination": _OPEN & Q(kind__in=DESTINATIONS),
    # What students do at work they do at somebody else's.
    "wbl.Opportunity.employer": _OPEN,
    "wbl.Opportunity.site": public_organization("organization__"),
    "wbl.ProgramActivity.partner": _OPEN,
}
NO_RULE = Rule(view=STAFF_ONLY, add=STAFF_ONLY, change=STAFF_ONLY, delete=STAFF_ONLY)

_REACH = """
    WITH RECURSIVE reach (organization_id, role) AS (
        SELECT organization_id, role FROM partners_membership WHERE user_id = %s
        UNION
        SELECT child.id, reach.role
        FROM partners_organization AS child
        JOIN reach ON child.parent_id = reach.organization_id
    )
    SELECT organization_id, role FROM reach
"""


def rule_for(record_or_model):
    """The rule of a table, given a model or a row."""
    return RULES.get(record_or_model._meta.label, NO_RULE)


def is_staff(user):
    """Portal staff: may do everything, everywhere."""
    return bool(user.is_active and user.is_superuser)


def reach(user):
    """Organization id -> highest rank (1 viewer … 3 lead), memberships and all below them.

    One query, kept on the user object, which lives as long as one request. Ends on a loop in the
    tree too: UNION drops what was seen.
    """
    if not user.is_active or user.pk is None:
        return {}
    if not hasattr(user, "_reach"):
        ranks: dict[int, int] = {}
        with connection.cursor() as cursor:
            cursor.execute(_REACH, [user.pk])
            for organization, role in cursor.fetchall():
                ranks[organization] = max(RANKS[role], ranks.get(organization, 0))
        user._reach = ranks
    return user._reach


def is_member(user):
    """Whether the admin lets this user in at all."""
    return is_staff(user) or bool(reach(user))


def is_editor(user):
    """Whether the user can change anything; such an account needs a second factor."""
    return is_staff(user) or any(rank >= RANKS[COORDINATOR] for rank in reach(user).values())


def _within(user, role):
    """Ids of the organizations where the user has `role` or more."""
    return {pk for pk, rank in reach(user).items() if rank >= RANKS[role]}


def organizations(user, role=COORDINATOR):
    """The organizations where the user has `role` or more; all of them for staff."""
    if is_staff(user):
        return Organization.objects.all()
    return Organization.objects.filter(pk__in=_within(user, role))


def speaks_for(user, organization_id):
    """Whether the user gives an organization's own word: a coordinator there; staff never does."""
    return not is_staff(user) and organization_id in _within(user, COORDINATOR)


def _lookup(path):
    return "pk__in" if path == "self" else f"{path}__in"


def allowed(user, queryset, verb):
    """The rows of `queryset` on which the user may do `verb` (view, change or delete)."""
    if is_staff(user):
        return queryset
    rule = rule_for(queryset.model)
    role = getattr(rule, verb)
    if role is STAFF_ONLY or not is_member(user):
        return queryset.none()
    within = _within(user, role)
    mine = Q(**{_lookup(path): within for path in rule.of})
    if verb == "view" and rule.shown is not None:
        if not within:
            return queryset.none()
        return queryset.filter(rule.shown | mine if rule.of else rule.shown)
    if verb == "view" and rule.seen_by:
        sides = Q(*((_lookup(path), within) for path in rule.seen_by), _connector=Q.OR)
        return queryset.filter(mine | (rule.seen & sides))
    mine = queryset.filter(mine)
    if queryset.model._meta.label == "partners.Membership" and verb != "view":
        mine = mine.exclude(user=user)  # nobody raises or removes their own rights
    return mine


def visible(user, queryset):
    return allowed(user, queryset, "view")


def editable(user, queryset):
    return allowed(user, queryset, "change")


def deletable(user, queryset):
    return allowed(user, queryset, "delete")


def _owners(record, path):
    """Id of the organization that `path` leads to from a row; None where the way breaks off."""
    if path == "self":
        return record.pk
    *way, last = path.split("__")
    for name in way:
        record = getattr(record, name, None)
        if record is None:
            return None
    return getattr(record, f"{last}_id")


def can(user, verb, record_or_model):
    """Whether the user may do `verb` to this row, as it stands in memory, or to any row at all.

    A row not saved yet is judged by what it would be, so no row can be made for, or moved to,
    somebody else.
    """
    if is_staff(user):
        return True
    rule = rule_for(record_or_model)
    role = getattr(rule, verb)
    if role is STAFF_ONLY:
        return False
    within = _within(user, role)
    if not within:
        return False
    if not isinstance(record_or_model, Model):
        # Nearly all members may only look a shared table up.
        rows = record_or_model._default_manager.all()
        return rule.shown is None or verb == "view" or allowed(user, rows, verb).exists()
    record = record_or_model
    if not rule.of or not all(_owners(record, path) in within for path in rule.of):
        if verb != "view" or (rule.shown is None and not rule.seen_by):
            return False
        return visible(user, type(record)._default_manager.filter(pk=record.pk)).exists()
    return not (
        record._meta.label == "partners.Membership" and verb != "view" and record.user_id == user.pk
    )


def can_view(user, record_or_model):
    return can(user, "view", record_or_model)


def can_add(user, record_or_model):
    return can(user, "add", record_or_model)


def can_change(user, record_or_model):
    return can(user, "change", record_or_model)


def can_delete(user, record_or_model):
    return can(user, "delete", record_or_model)


def choices(user, foreign_key):
    """The rows a user may put into a foreign key of a table they edit.

    Organizations: those where the role that editing needs is held, for the choice may decide whose
    row it is. Accounts: none, their addresses are not a list to browse. What `ACROSS` names may
    also be a public row of others.
    """
    related = foreign_key.remote_field.model
    rows = related._default_manager.all()
    if is_staff(user):
        return rows
    if related is Organization:
        role = rule_for(foreign_key.model).change
        mine = rows.none() if role is STAFF_ONLY else organizations(user, role)
    else:
        mine = visible(user, rows)
    across = ACROSS.get(f"{foreign_key.model._meta.label}.{foreign_key.name}")
    if across is None or not is_member(user):
        return mine
    return rows.filter(across | Q(pk__in=mine.order_by().values("pk")))


def deciding_fields(model):
    """Names of the model's own foreign keys that decide whose row it is."""
    return {path for path in rule_for(model).of if path != "self" and "__" not in path}
