"""Gold and figures: read annotated reports, score claims against them, keep the figures from falling."""

from riwaya.evaluate.floors import Breach, Floors, breaches, figures, floors_for, raise_floors
from riwaya.evaluate.gold import GoldDocument, GoldError, read_gold, read_predictions
from riwaya.evaluate.score import Score, score

__all__ = [
    "Breach",
    "Floors",
    "GoldDocument",
    "GoldError",
    "Score",
    "breaches",
    "figures",
    "floors_for",
    "raise_floors",
    "read_gold",
    "read_predictions",
    "score",
]
