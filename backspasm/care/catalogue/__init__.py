"""The knowledge of the product as frozen values: what is asked, decided and advised.

Everything here is read from ``fixtures/content`` by :mod:`backspasm.care.content.loading`
and never changes while the site runs. Times are minutes or seconds as the names
say, pain is a whole number 0-10, ages are bands (choices), never a number.
"""

from backspasm.care.catalogue.catalogue import Catalogue
from backspasm.care.catalogue.pages import (
    Disagreement,
    EmergencyNumber,
    LearnPage,
    LearnSection,
)
from backspasm.care.catalogue.questions import (
    AgainScreen,
    Choice,
    ComputedReads,
    Factor,
    Question,
    Scale,
    Screen,
)
from backspasm.care.catalogue.roles import LegSign, Roles, Tried
from backspasm.care.catalogue.rules import RULE, RecheckPoint, Rule
from backspasm.care.catalogue.techniques import (
    Advice,
    AskFirst,
    Dose,
    Exclusion,
    Modification,
    PlanSize,
    Step,
    Technique,
)

from .terms import Grade, Level, Phase, Source, Valence

__all__ = [
    "RULE",
    "Advice",
    "AgainScreen",
    "AskFirst",
    "Catalogue",
    "Choice",
    "ComputedReads",
    "Disagreement",
    "Dose",
    "EmergencyNumber",
    "Exclusion",
    "Factor",
    "Grade",
    "LearnPage",
    "LearnSection",
    "LegSign",
    "Level",
    "Modification",
    "Phase",
    "PlanSize",
    "Question",
    "RecheckPoint",
    "Roles",
    "Rule",
    "Scale",
    "Screen",
    "Source",
    "Step",
    "Technique",
    "Tried",
    "Valence",
]
