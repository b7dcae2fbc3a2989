"""From a document to its claims, one stage a module; knows nothing of storage."""

from riwaya.extract.pipeline import extract
from riwaya.extract.result import Extraction, Step

__all__ = ["Extraction", "Step", "extract"]
