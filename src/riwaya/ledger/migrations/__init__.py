"""The ledger's migrations, one file each in `versions`; names begin with their number and say what they do."""
