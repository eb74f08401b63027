"""One module a screen: thin, everything that decides lies in archive and accounts."""
