"""Taking a person, a passage or a document out of a ledger for good, leaving an audited tombstone that keeps offsets.

`riwaya.ledger.redaction.purge.redact` does it; `rules.Redactor` keeps it so when the same reports are read again.
"""
