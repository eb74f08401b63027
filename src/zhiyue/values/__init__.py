"""Value parsers: words in, typed value and range out."""
