"""The public pages: what a reader, a feed reader or a calendar sees. No tables."""
