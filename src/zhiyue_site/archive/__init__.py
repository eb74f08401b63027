"""What was received, what was read in it, what all of it says together, and who may see it.

The one way in is `zhiyue_site.archive.ingest.save`. Tables: `models`. Everything else here are functions over them.
"""
