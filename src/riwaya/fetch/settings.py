"""How fetching behaves."""

from typing import Final

import msgspec

from riwaya import __version__

PRODUCT: Final = "riwaya"
"""The name that robots.txt files know this program by."""


class Settings(msgspec.Struct, frozen=True):
    """Seconds and bytes. `delay` is the least time between two requests to one host.

    A site that asks for a longer wait than `longest_wait`, by Crawl-delay or Retry-After, is left alone. `contact` is
    an address (mail or web) for the people whose site it is; it goes into the User-Agent.
    """

    delay: float = 2.0
    longest_wait: float = 60.0
    connect_timeout: float = 15.0
    read_timeout: float = 30.0
    total_timeout: float = 120.0
    most_bytes: int = 20_000_000
    most_redirects: int = 5
    retries: int = 2
    contact: str | None = None

    @property
    def user_agent(self) -> str:
        """Who asks."""
        contact = f" (+{self.contact})" if self.contact else ""
        return f"{PRODUCT}/{__version__}{contact}"
