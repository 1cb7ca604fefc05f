"""The tables of a record in SQL. The JSON texts are the values; all other columns find them.

Numbers count from 1 in order of arrival. Offsets are code points, half-open. Change a table here
and write the migration that takes yesterday's records along: a test compares the two.
"""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA = "0002"
"""The newest migration: the form of the tables below."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

chain = Table(
    "chain",
    metadata,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
)
"""One row: the last custody entry. Writers lock it, so that two can never seal on the same entry;
and it betrays a custody log whose end was cut off."""

custody = Table(
    "custody",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("act", Text, nullable=False),
    Column("about", Text, nullable=False, index=True),
    Column("json", Text, nullable=False),
)

captures = Table(
    "captures",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("removed", Boolean, nullable=False),
    Column("json", Text, nullable=False),
)

refusals = Table(
    "refusals",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("capture", Text, index=True),
    Column("reader", Text),
    Column("json", Text, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("capture", Integer, ForeignKey("captures.number"), nullable=False),
    Column("reader", Text, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("finished", Boolean, nullable=False),
    Index(None, "finished", "capture"),
    Index(None, "capture"),
)

documents = Table(
    "documents",
    metadata,
    Column("reading", Integer, ForeignKey("readings.number"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, index=True),
    Column("report", Text, nullable=False, index=True),
    Column("lang", Text),
    Column("json", Text, nullable=False),
    UniqueConstraint("reading", "id"),
)

claims = Table(
    "claims",
    metadata,
    Column("reading", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("part", Integer, nullable=False),
    Column("id", Text, nullable=False, index=True),
    Column("document", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("report", Text, nullable=False),
    Column("object", Text),
    Column("act", Text),
    Column("place_id", Text, index=True),
    Column("edtf", Text),
    Column("speaker", Text, index=True),
    Column("reality", Text, nullable=False),
    Column("starts", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
    Column("json", Text, nullable=False),
    ForeignKeyConstraint(["reading", "part"], ["documents.reading", "documents.position"]),
    Index(None, "kind", "object", "act"),
)
"""``part`` is the position of the claim's document; ``position`` runs through the whole reading."""

judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("json", Text, nullable=False),
)

derived = Table(
    "derived",
    metadata,
    Column("shelf", String(64), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("family", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("json", Text, nullable=False),
    Index(None, "shelf", "name"),
)
"""Conclusions that would take long to draw anew. Nothing is lost with them."""

CLAIM_COLUMNS = (
    "id", "document", "kind", "report", "object", "act", "place_id", "edtf", "speaker", "reality",
    "starts", "ends",
)  # fmt: skip
"""The columns of ``record.rows.claim_columns``."""
