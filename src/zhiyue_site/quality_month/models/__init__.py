"""The tables of the campaign, by what they hold."""

from zhiyue_site.quality_month.models.activities import (
    Activity,
    ActivityLog,
    AreaChoice,
    Distinct,
    Draft,
    Intake,
    Mapping,
    Merge,
)
from zhiyue_site.quality_month.models.editions import (
    Area,
    Closing,
    Deadline,
    Document,
    Edition,
    Reminder,
    Task,
    ThemeVariant,
)
from zhiyue_site.quality_month.models.public import (
    Enrolment,
    Pledge,
    PledgeText,
    Problem,
    SignUp,
    Suggestion,
)
from zhiyue_site.quality_month.models.returns import Measure, Proof, Return
from zhiyue_site.quality_month.models.units import BranchRole, Contact, Invitation, Membership, Unit, UnitLink

__all__ = [
    "Activity",
    "ActivityLog",
    "Area",
    "AreaChoice",
    "BranchRole",
    "Closing",
    "Contact",
    "Deadline",
    "Distinct",
    "Document",
    "Draft",
    "Edition",
    "Enrolment",
    "Intake",
    "Invitation",
    "Mapping",
    "Measure",
    "Membership",
    "Merge",
    "Pledge",
    "PledgeText",
    "Problem",
    "Proof",
    "Reminder",
    "Return",
    "SignUp",
    "Suggestion",
    "Task",
    "ThemeVariant",
    "Unit",
    "UnitLink",
]
