"""One module a family of pages, each with a `router`."""
