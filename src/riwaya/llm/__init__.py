"""Readings of a language model, asked for by the user and held against the text and the grammar.

Off unless a server is named. What a model says enters only if every part of it stands in the text and nothing that the
grammar read there speaks against it; `docs/llm.md` has the rules. Needs the extra `[llm]`.
"""
