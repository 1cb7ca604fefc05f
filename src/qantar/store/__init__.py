"""On what disk the record lies: adapters of the port ``qantar.record.port``.

``address`` opens a record by path or URL; ``memory`` forgets when the process ends; ``sql`` is
SQLite, the default, and PostgreSQL; ``blobs`` keeps the bytes as files beside either.
"""
