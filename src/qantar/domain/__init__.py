"""The words of the field as frozen values: pure, standard library only.

Import from the modules (``qantar.domain.claim``, ``qantar.domain.quantity`` …); nothing is
re-exported here, so that a reader always sees where a word is defined.
"""
