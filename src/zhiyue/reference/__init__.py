"""Code lists: CSV files, where each came from (ORIGINS.md), and their loaders."""

from zhiyue.reference.areas import AreaFamily, area_families
from zhiyue.reference.campaigns import Edition, Series, editions, series
from zhiyue.reference.catalogue import Brand, Instrument, brands, instrument_by_id, instruments
from zhiyue.reference.countries import Country, countries
from zhiyue.reference.divisions import Division, division_by_code, divisions
from zhiyue.reference.measures import ActivityClass, CampaignMeasure, activity_classes, campaign_measures, summed_as
from zhiyue.reference.parties import BuyerGroup, BuyerType, Organisation, buyer_groups, buyer_types, organisations

__all__ = [
    "ActivityClass",
    "AreaFamily",
    "Brand",
    "BuyerGroup",
    "BuyerType",
    "CampaignMeasure",
    "Country",
    "Division",
    "Edition",
    "Instrument",
    "Organisation",
    "Series",
    "activity_classes",
    "area_families",
    "brands",
    "buyer_groups",
    "buyer_types",
    "campaign_measures",
    "countries",
    "division_by_code",
    "divisions",
    "editions",
    "instrument_by_id",
    "instruments",
    "organisations",
    "series",
    "summed_as",
]
