"""Inputs to documents and claims: read and extracted in one process or several, in order, in bounded memory."""

from riwaya.pipeline.outcome import Kept, Outcome, SetAside
from riwaya.pipeline.run import process, usable_cores

__all__ = ["Kept", "Outcome", "SetAside", "process", "usable_cores"]
