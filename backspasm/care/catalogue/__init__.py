"""The knowledge of the product as frozen values: what is asked, decided and advised.

Everything here is read from ``fixtures/content`` by :mod:`backspasm.care.loading`
and never changes while the site runs. Times are minutes or seconds as the names
say, pain is a whole number 0-10, ages are bands (choices), never a number.
"""

from .asking import COMPUTED_READS, AgainScreen, Choice, Factor, Question, Scale, Screen
from .caring import Advice, AskFirst, Dose, Exclusion, Modification, PlanSize, Step, Technique
from .judging import RecheckPoint, Rule
from .telling import Disagreement, EmergencyNumber, LearnPage, LearnSection
from .terms import Grade, Level, Phase, Source, Valence
from .whole import Catalogue

__all__ = [
    "COMPUTED_READS",
    "Advice",
    "AgainScreen",
    "AskFirst",
    "Catalogue",
    "Choice",
    "Disagreement",
    "Dose",
    "EmergencyNumber",
    "Exclusion",
    "Factor",
    "Grade",
    "LearnPage",
    "LearnSection",
    "Level",
    "Modification",
    "Phase",
    "PlanSize",
    "Question",
    "RecheckPoint",
    "Rule",
    "Scale",
    "Screen",
    "Source",
    "Step",
    "Technique",
    "Valence",
]
