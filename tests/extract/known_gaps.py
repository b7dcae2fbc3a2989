"""Cases that extraction does not read right yet, by case, with what is missing. Each must fail: closing one shows."""

GAPS: dict[str, str] = {}
