"""The casebook: Arabic passages by phenomenon with the claims that a careful reader takes from them.

The cases are YAML in docs/casebook; this package loads them strictly, checks extraction against them, keeps the list of
what is not read right yet (gaps.txt) and renders the cases as pages. `./dev casebook` runs it.
"""
