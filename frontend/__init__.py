"""Puts the third-party files that the pages use into the package when it is built; needs only Python."""
