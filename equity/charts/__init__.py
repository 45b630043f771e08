"""Geometry of the charts: published values in, places on a scale out. No database, no Django.

Places are percent of the width or height of a picture, as text that SVG takes for an x or a y.
Pictures so stretch with the page while letters, dots and lines keep their size. What is not shown
comes in without a number and has no place.
"""
