"""Stamps that programs write, as the dates Qantar keeps."""

import re
from email.utils import parsedate_tz

from qantar.domain.errors import MalformedValue
from qantar.domain.when import When

_STAMP = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?"
)


def edtf_of(stamp: str) -> str | None:
    """An ISO 8601 stamp as EDTF by the clock it was written with: «2022-01-12T10:30+06:00» is
    2022-01-12T10:30, because «yesterday» in the report means the day before in that place."""
    match = _STAMP.match(stamp.strip())
    if match is None:
        return _of_mail(stamp)
    year, month, day, hour, minute = match.groups()
    edtf = f"{year}-{month}-{day}" + (f"T{hour}:{minute}" if hour else "")
    try:
        return str(When.parse(edtf))
    except MalformedValue:
        return None


def _of_mail(stamp: str) -> str | None:
    """«Wed, 12 Jan 2022 10:30:00 +0600», as letters and RSS write it, by the clock it was written."""
    try:
        parts = parsedate_tz(stamp)
        if parts is None:
            return None
        year, month, day, hour, minute = parts[:5]
        return str(When.parse(f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}"))
    except (ValueError, IndexError, TypeError):  # MalformedValue is a ValueError
        return None
