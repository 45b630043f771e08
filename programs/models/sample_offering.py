"""What two triggers do so that a sample offering belongs to a sample program, whoever writes.

A made-up offering of a real program would be read as a fact about it. No check can look into
another table; each of the triggers refuses as a check does.
"""

_REFUSE = """
    RAISE EXCEPTION 'A sample offering belongs to a sample program.'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'offering_sample_belongs_to_a_sample',
          DETAIL = 'A sample offering belongs to a sample program.';
"""
PROGRAM_IS_REAL = f"""
    PERFORM 1 FROM programs_program WHERE id = NEW.program_id AND NOT is_sample FOR SHARE;
    IF FOUND THEN {_REFUSE} END IF;
    RETURN NULL;
"""
HAS_SAMPLE_OFFERINGS = f"""
    PERFORM 1 FROM programs_offering JOIN programs_program ON programs_program.id = program_id
    WHERE program_id = NEW.id AND programs_offering.is_sample AND NOT programs_program.is_sample;
    IF FOUND THEN {_REFUSE} END IF;
    RETURN NULL;
"""
