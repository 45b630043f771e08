"""Takes a tidy file of counts, whole or not at all."""
