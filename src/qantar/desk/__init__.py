"""The desk: the record as pages in a browser, to be read, searched and judged.

``app`` puts the pages together; each page is a module of ``pages`` with a template of its name, found
by being there. Pages ask the record (``record.port.View``) for reports and claims, and the ``shelf``
(rows made ready beside the record, rebuilt at will) for everything that compares.
"""
