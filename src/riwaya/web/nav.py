"""The pages in the bar at the top, in its order."""

from typing import Final

PAGES: Final = (
    ("/", "Overview"),
    ("/documents", "Documents"),
    ("/places", "Places"),
    ("/disputes", "Disputes"),
    ("/sources", "Sources"),
    ("/map", "Map"),
    ("/search", "Search"),
    ("/review", "Review"),
    ("/history", "History"),
)
"""Path and name (a message of the catalogues)."""
