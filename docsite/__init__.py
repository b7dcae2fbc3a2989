"""How the documentation site is made: reference pages from the code, figures, and what the site builder is told."""
