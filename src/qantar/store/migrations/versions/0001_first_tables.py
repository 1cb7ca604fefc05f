"""The first tables of a record."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chain",
        sa.Column("only", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("only", name="pk_chain"),
    )
    op.create_table(
        "custody",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_custody"),
    )
    op.create_index("ix_custody_about", "custody", ["about"])
    op.create_table(
        "captures",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_captures"),
        sa.UniqueConstraint("id", name="uq_captures_id"),
    )
    op.create_table(
        "refusals",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("capture", sa.Text(), nullable=True),
        sa.Column("reader", sa.Text(), nullable=True),
        sa.Column("json", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_refusals"),
        sa.UniqueConstraint("digest", name="uq_refusals_digest"),
    )
    op.create_index("ix_refusals_capture", "refusals", ["capture"])
    op.create_table(
        "readings",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("capture", sa.Integer(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["capture"], ["captures.number"], name="fk_readings_capture"),
        sa.PrimaryKeyConstraint("number", name="pk_readings"),
    )
    op.create_index("ix_readings_capture", "readings", ["capture"])
    op.create_index("ix_readings_finished_capture", "readings", ["finished", "capture"])
    op.create_table(
        "documents",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=True),
        sa.Column("json", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.number"], name="fk_documents_reading"),
        sa.PrimaryKeyConstraint("reading", "position", name="pk_documents"),
        sa.UniqueConstraint("reading", "id", name="uq_documents_reading_id"),
    )
    op.create_index("ix_documents_id", "documents", ["id"])
    op.create_index("ix_documents_report", "documents", ["report"])
    op.create_table(
        "claims",
        sa.Column("reading", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("object", sa.Text(), nullable=True),
        sa.Column("act", sa.Text(), nullable=True),
        sa.Column("place_id", sa.Text(), nullable=True),
        sa.Column("edtf", sa.Text(), nullable=True),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("reality", sa.Text(), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reading", "part"],
            ["documents.reading", "documents.position"],
            name="fk_claims_reading_part",
        ),
        sa.PrimaryKeyConstraint("reading", "position", name="pk_claims"),
    )
    for column in ("id", "document", "place_id", "speaker"):
        op.create_index(f"ix_claims_{column}", "claims", [column])
    op.create_index("ix_claims_kind_object_act", "claims", ["kind", "object", "act"])
    chain = sa.table("chain", sa.column("only"), sa.column("number"), sa.column("digest"))
    op.execute(chain.insert().values(only=0, number=0, digest="0" * 64))
