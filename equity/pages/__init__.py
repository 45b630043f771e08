"""The public equity pages: addresses in, published cells out. Nothing here reads a raw count."""
