"""What others have made, taken in: gold and claims into a ledger; coded events and control tables as evidence."""
