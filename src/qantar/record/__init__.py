"""What is kept, since when, and from whom: append-only, hash-chained, checkable by anyone.

``custody`` is the log of everything done to a capture, ``port`` what a store must be able to do,
``rows`` the form in which documents and claims are kept, ``reading`` how a long reading is kept
in parts, ``verification`` the audit of all of it.
"""
