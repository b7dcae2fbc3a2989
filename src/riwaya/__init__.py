"""riwaya: who says what happened, on whose word, and what most likely did."""

__version__ = "0.1.0"
