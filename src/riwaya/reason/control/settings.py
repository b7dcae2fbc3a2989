"""What of the model is switched on. Every switch is an ablation of the benchmark and an option of the commands."""

import msgspec


class Settings(msgspec.Struct, frozen=True):
    """Switches of the control model.

    `sides`: voices are believed by the side they take (off: every voice alike). `lineages`: a copy counts by its
    weight (off: as a report of its own). `silence`: who keeps silent is evidence, learned. `learn`: voices' confusion
    matrices and alignments are learned by EM (off: priors only), in `rounds` rounds on at most `sample` place-days'
    worth of places. `hazard`: fighting that is told makes change likelier. `repeats`: a voice that repeats itself
    counts less each time.
    """

    sides: bool = True
    lineages: bool = True
    silence: bool = True
    learn: bool = True
    hazard: bool = True
    repeats: bool = False
    rounds: int = 5
    sample: int = 400_000
