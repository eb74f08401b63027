"""Reports written for others: page, article to paste, workbook, pictures, JSON; each from the cells of a `Report` alone.

Comes in: a `Report`, whoever made it. Goes out: text or bytes, the same for the same report. The document in the
official form is `zhiyue.exports.gongwen`. Packages that only one form needs are imported where it is written.
"""
