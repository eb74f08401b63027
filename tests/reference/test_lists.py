"""Every code list keeps its rules: UTF-8, codes unique and sorted, parents there, texts clean."""

import re
from collections import Counter
from importlib import resources

import pytest

from zhiyue import reference
from zhiyue.errors import ReferenceDataError
from zhiyue.reference.tables import read_table, require_parents, split_list

LISTS = (
    "activity_classes",
    "area_families",
    "brands",
    "buyer_types",
    "countries",
    "divisions",
    "editions",
    "instruments",
    "measures",
    "organisations",
    "series",
)


@pytest.mark.parametrize("name", LISTS)
def test_list_is_clean_text(name):
    content = resources.files("zhiyue.reference").joinpath(f"{name}.csv").read_bytes().decode("utf-8")
    assert re.findall("\ufeff|\ufffd|\r|\t| ,|, (?=[a-z-]+,)", content) == []


@pytest.mark.parametrize("name", LISTS)
def test_list_has_its_origin_written_down(name):
    origins = resources.files("zhiyue.reference").joinpath("ORIGINS.md").read_text(encoding="utf-8")
    assert f"`{name}.csv`" in origins


def test_divisions_are_those_of_september_2026():
    assert Counter(d.level for d in reference.divisions()) == {"province": 34, "prefecture": 333, "county": 2847}


def test_division_codes_keep_six_digits():
    assert [d.code for d in reference.divisions() if not re.fullmatch("[1-9][0-9]{5}", d.code)] == []


def test_division_parents_lead_to_a_province():
    by_code = reference.division_by_code()
    assert by_code["611026"].parent == "611000"
    assert {by_code[d.parent].level for d in reference.divisions() if d.level == "prefecture"} == {"province"}


@pytest.mark.parametrize(
    "names",
    [
        [name for instrument in reference.instruments() for name in instrument.names],
        [name for brand in reference.brands() for name in {brand.name_zh, *brand.aliases, *brand.weak_aliases}],
        [name for organisation in reference.organisations() for name in organisation.names],
        [name for country in reference.countries() for name in country.names],
    ],
    ids=["instruments", "brands", "organisations", "countries"],
)
def test_no_name_stands_for_two_things(names):
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_brand_regions_are_iso_codes():
    assert [b.id for b in reference.brands() if not re.fullmatch("[A-Z]{2}(-[A-Z]{2})?", b.region)] == []


def test_every_home_of_a_brand_is_a_country_of_the_list():
    assert {b.region for b in reference.brands()} <= {c.code for c in reference.countries()}


def test_buyer_types_are_tried_in_their_order():
    types = reference.buyer_types()
    assert [type.priority for type in types] == list(range(1, len(types) + 1))
    assert types[0].code == "unknown"


def test_editions_held_are_fewer_than_calendar_years():
    held = [edition.year for edition in reference.editions() if edition.held == "yes" and edition.year <= 2022]
    assert len(held) == 33
    assert [e.year for e in reference.editions() if e.held == "no"] == [*range(1985, 1993), 1996]


def test_edition_numbers_count_calendar_years():
    numbered = [(edition.year, edition.edition) for edition in reference.editions() if edition.edition]
    assert [number for _, number in numbered] == [year - 1977 for year, _ in numbered]


def test_series_anchor_agrees_with_its_interval():
    for series in reference.series():
        if series.anchor and series.code == "bceia":
            years = series.anchor[0] - series.first_year
            assert series.anchor[1] - series.first_edition == years / series.interval_years


def test_national_bodies_have_unique_codes():
    codes = [organisation.code for organisation in reference.organisations()]
    assert codes == sorted(set(codes))


def test_table_with_other_columns_is_refused():
    with pytest.raises(ReferenceDataError, match=r"brands.csv, line 1: columns are"):
        read_table("brands.csv", ("code", "name"))


def test_parent_that_is_missing_is_refused():
    with pytest.raises(ReferenceDataError, match="'b' has the parent 'c'"):
        require_parents("list.csv", [("a", ""), ("b", "c")])


def test_list_in_a_cell_is_split():
    assert split_list("a|b||") == ("a", "b")
