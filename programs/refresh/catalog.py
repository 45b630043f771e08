"""Every source that `refresh` knows, by name."""

from programs.refresh.awards import Awards
from programs.refresh.college_programs import CollegePrograms
from programs.refresh.completions import Completions
from programs.refresh.crosswalks import CipSoc, TopCip
from programs.refresh.oews import Oews
from programs.refresh.onet import OnetInterests, OnetJobZones, OnetOccupations
from programs.refresh.onet_lists import OnetRelated, OnetSkills
from programs.refresh.projections import NationalProjections, StateProjections
from programs.refresh.schools import Schools

SOURCES = {
    source.name: source
    for source in (
        Oews,
        StateProjections,
        NationalProjections,
        OnetOccupations,
        OnetJobZones,
        OnetInterests,
        OnetSkills,
        OnetRelated,
        Awards,
        Completions,
        Schools,
        CollegePrograms,
        TopCip,
        CipSoc,
    )
}
