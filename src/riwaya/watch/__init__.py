"""Watching: folders and feeds read as they grow, and alerts about what changes in the ledger.

One round reads what is new (`feeds`, `ingest`), works out what follows, finds and records what nobody has seen
(`detect`), and hands on what may be told (`outbox`). Each step is a transaction; a round that is killed goes on where
it was.
"""
