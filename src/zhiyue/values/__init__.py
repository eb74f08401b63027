"""Value parsers: words in, typed value and range out."""

from zhiyue.values.brands import find_brands
from zhiyue.values.codes import (
    canonical_standard,
    find_document_numbers,
    find_project_numbers,
    find_standard_numbers,
)
from zhiyue.values.dates import find_dates, find_moments
from zhiyue.values.found import Found
from zhiyue.values.instruments import facets_of, find_instruments
from zhiyue.values.money import find_money, words_and_digits
from zhiyue.values.numerals import fold, parse_number, plain
from zhiyue.values.organisations import buyer_type_of, find_organisations, full_name, split_organisations
from zhiyue.values.origins import country_before, origin_of
from zhiyue.values.parsing import parse
from zhiyue.values.periods import find_periods
from zhiyue.values.places import find_places, province_of, region_of_buyer, short_name
from zhiyue.values.quantities import find_counts, find_durations, find_ordinals, find_quantities
from zhiyue.values.shares import find_shares

__all__ = [
    "Found",
    "buyer_type_of",
    "canonical_standard",
    "country_before",
    "facets_of",
    "find_brands",
    "find_counts",
    "find_dates",
    "find_document_numbers",
    "find_durations",
    "find_instruments",
    "find_moments",
    "find_money",
    "find_ordinals",
    "find_organisations",
    "find_periods",
    "find_places",
    "find_project_numbers",
    "find_quantities",
    "find_shares",
    "find_standard_numbers",
    "fold",
    "full_name",
    "origin_of",
    "parse",
    "parse_number",
    "plain",
    "province_of",
    "region_of_buyer",
    "short_name",
    "split_organisations",
    "words_and_digits",
]
