"""The finder measured: over the region at hand, or over made-up data of the size of a state."""
