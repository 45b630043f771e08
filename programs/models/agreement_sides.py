"""The database's own word on who keeps an agreement and who signs it, whoever writes.

No check can look into another table, so triggers keep these promises; each refuses as a check does.
"""

import pgtrigger

from partners.enums import OrganizationKind

# Whose staff keeps agreements for the whole region.
KEEPS_FOR_ALL = OrganizationKind.REGIONAL_OFFICE

# The two sides, and all organizations above them. UNION ends on a loop in the tree, too.
_SIDES_AND_ABOVE = """
    WITH RECURSIVE above (id, parent_id) AS (
        SELECT id, parent_id FROM partners_organization WHERE id IN ({sending}, {receiving})
        UNION
        SELECT parent.id, parent.parent_id
        FROM partners_organization AS parent JOIN above ON parent.id = above.parent_id
    )
    SELECT id FROM above
"""
MAY_KEEP = (
    f"SELECT 1 FROM partners_organization WHERE id = {{owner}} AND (kind = '{KEEPS_FOR_ALL.value}'"  # noqa: S608 - built from constants
    f" OR id IN ({_SIDES_AND_ABOVE}))"
)
_KEEPER = MAY_KEEP.format(
    owner="NEW.owner_id", sending="NEW.sending_id", receiving="NEW.receiving_id"
)

KEPT_BY_A_SIDE = pgtrigger.Trigger(
    name="kept_by_a_side",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("owner_id", "sending_id", "receiving_id"),
    # What one of its sides keeps, as nearly all, is not asked further.
    condition=pgtrigger.Condition(
        "NEW.owner_id <> NEW.sending_id AND NEW.owner_id <> NEW.receiving_id"
    ),
    func=f"""
    IF NOT EXISTS ({_KEEPER}) THEN
        RAISE EXCEPTION 'An agreement is kept by one of its sides or by whoever is above one.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'agreement_kept_by_a_side';
    END IF;
    RETURN NULL;
    """,
)

_REFUSE_SIGNER = """
        RAISE EXCEPTION 'Only the two sides of an agreement sign it.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'signature_is_of_a_side';
"""

SIGNED_BY_A_SIDE = pgtrigger.Trigger(
    name="signed_by_a_side",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("agreement_id", "organization_id"),
    func=f"""
    PERFORM 1 FROM programs_articulationagreement
    WHERE id = NEW.agreement_id AND NEW.organization_id IN (sending_id, receiving_id) FOR SHARE;
    IF NOT FOUND THEN {_REFUSE_SIGNER} END IF;
    RETURN NULL;
    """,
)

SIGNERS_STAY_SIDES = pgtrigger.Trigger(
    name="signers_stay_sides",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("sending_id", "receiving_id"),
    condition=pgtrigger.AnyChange("sending", "receiving"),
    timing=pgtrigger.Deferred,  # a form saves the agreement before its signatures
    func=f"""
    PERFORM 1 FROM programs_signature JOIN programs_articulationagreement
         ON programs_articulationagreement.id = agreement_id
    WHERE agreement_id = NEW.id AND organization_id NOT IN (sending_id, receiving_id);
    IF FOUND THEN {_REFUSE_SIGNER} END IF;
    RETURN NULL;
    """,
)
