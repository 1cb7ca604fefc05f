"""Where, and inside what, that day: places with names in four languages.

Start at ``qantar.atlas.atlas.Atlas``. The data is made once by ``tools/build_atlas.py``; its
sources and licences stand in ``data/NOTICE``.
"""
