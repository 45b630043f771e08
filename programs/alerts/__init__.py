""" "Tell me when a new program matches": a search of the finder, asked again each day."""
