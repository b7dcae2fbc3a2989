"""Cutting a written Arabic word into its clitics and its stem.

What is cut, as Universal Dependencies' Arabic-PUD does: the conjunctions و and ف, the prepositions ب, ل and ك, the
future particle س, and the pronouns at the end. The article stays with its noun; of لل the first letter is the
preposition (للقصف is ل + لقصف). The pieces are the letters as written, so they always join to the word: a stem keeps
the shape that it takes before a pronoun (سيطرته is سيطرت + ه). Subject endings of verbs (كتبنا, يكتبون) are no clitics.

Each way to cut a word has a cost; known stems are cheap, unknown ones dear, and letters that words seldom begin with
in their own right make an unknown whole dearer. The words come from the lexicon and from `clitics.yaml`.
"""

import functools
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

import msgspec

from riwaya.lang import inflect
from riwaya.lang.arabic import arabic
from riwaya.lang.load import read_entries
from riwaya.text.normalise import fold_plain, normalise
