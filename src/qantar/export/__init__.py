"""In whose format: the record as files for others."""
