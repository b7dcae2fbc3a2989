"""What the pages of the workspace show, as plain records made from a ledger. No HTTP and no HTML here."""
