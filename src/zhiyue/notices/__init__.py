"""What all kinds share: the notices of a page, labels, parties, lists, redactions."""
