"""The site: an archive of readings, its records, search, public pages, workbench and API, in Django.

Comes in: `zhiyue.RawPage` and `zhiyue.PageResult`. Goes out: pages for people and machines. It imports the library,
never the reverse. Layers: ``api | portal | workbench > quality_month > archive > accounts``; only `accounts`,
`archive` and `quality_month` own tables.
"""
