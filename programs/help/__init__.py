"""What carries students along: skills that are taught, and supports they can ask for."""
