"""The region's tables: what they are, how they are read, checked and loaded."""
