"""Programs side by side, and the reader's own list of them: all of it stands in the address."""
