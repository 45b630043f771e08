"""Early college credit: what a student can claim, how, by when, and the ways there are."""
