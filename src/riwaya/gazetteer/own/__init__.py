"""A user's own places: tables beside the shipped ones, made from other gazetteers, added to by hand, and checked."""
