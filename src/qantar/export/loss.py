"""The note beside a file: what its format cannot say, and what of this record stayed behind."""

from qantar.codebook.policies import policies
from qantar.export.format import Format, Written


def loss_note(one: Format, written: Written, policy: str | None) -> str:
    """The note as plain text, one sentence a line."""
    lines = [f"{one.title}: {one.standard}"]
    if policy is not None:
        rule = policies()[policy]
        lines += [f"Numbers counted by: {rule.title}. {rule.definition} {rule.source}"]
        lines += [f"  ours: {line}" for line in rule.ours]
    lines += ["", "What this format cannot say:", *(f"- {loss}" for loss in one.losses)]
    lines += ["", "What was left out of this file:"]
    lines += [f"- {line}" for line in written.dropped or ("nothing that the format can say",)]
    return "\n".join(lines) + "\n"
