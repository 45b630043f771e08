"""The packet of a school or college: what a counselor prints and hands out."""
