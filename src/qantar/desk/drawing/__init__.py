"""Geometry of the drawings: where each mark stands. Templates draw them, in SVG, on the server.

Positions across are percentages, so that a drawing is as wide as there is room and its marks and
letters keep their size.
"""
