"""Into which band of the finder an amount falls. Plain rules, no database."""

from programs.enums import Cost, Units

# Upper ends, not included; what is above the last one has the last band.
_COSTS = ((500, Cost.UNDER_500), (1500, Cost.UNDER_1500), (5000, Cost.UNDER_5000))
_UNITS = ((8, Units.UNDER_8), (16, Units.UNDER_16), (30, Units.UNDER_30), (60, Units.UNDER_60))


def cost_band(dollars):
    """The band of what a whole program costs; empty where it is not on file."""
    if dollars is None:
        return ""
    return (_band(dollars, _COSTS, Cost.MORE) if dollars else Cost.FREE).value


def units_band(fewest, most):
    """The band of a range of units, by its lower end; empty where they are not on file."""
    if fewest is None:
        return ""
    return (_band(fewest, _UNITS, Units.MORE) if most else Units.NONE).value


def _band(amount, bands, beyond):
    return next((band for end, band in bands if amount < end), beyond)
