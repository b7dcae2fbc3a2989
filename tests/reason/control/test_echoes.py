"""Copies that nobody has recorded are found by their number, and none where reports are independent."""

import numpy as np

from riwaya.reason.control.echoes import Told, copied_share, own_share


def told(copying: float, seed: int = 1, n: int = 3000) -> Told:
    """Reports of random terms, some of which another voice repeats a day later."""
    random = np.random.default_rng(seed)
    rows = []
    for _ in range(n):
        place, day, voice, what = (int(random.integers(top)) for top in (30, 300, 6, 8))
        rows.append((place, day, voice, len(rows), what))
        if random.random() < copying:
            rows.append((place, day + 1, (voice + 1) % 6, len(rows), what))
    return Told(*np.array(rows).T)


def test_independent_reports_are_no_copies():
    share, chance = copied_share(told(0.0))
    assert share < 0.05
    assert 0.1 < chance < 0.15
    assert (own_share(told(0.0)) == 1.0).all()


def test_copies_are_found_and_count_less():
    material = told(0.6)
    share, _ = copied_share(material)
    assert share > 0.15
    own = own_share(material)
    copies = np.concatenate([[False], (np.diff(material.what) == 0) & (np.diff(material.place) == 0)])
    copies[1:] &= np.diff(material.day) == 1
    assert own[copies].max() < 0.6
    assert (own < 1.0).mean() < 1.5 * copies.mean()


def test_one_voice_and_one_root_do_not_echo_themselves():
    material = told(0.6)
    alone = Told(material.place, material.day, np.zeros_like(material.voice), material.root, material.what)
    assert (own_share(alone) == 1.0).all()
    rooted = Told(material.place, material.day, material.voice, np.zeros_like(material.root), material.what)
    assert (own_share(rooted) == 1.0).all()


def test_little_material_tells_nothing():
    few = told(0.6, n=20)
    assert copied_share(few) == (0.0, 0.0)
    assert len(own_share(Told(*(column[:0] for column in (few.place, few.day, few.voice, few.root, few.what))))) == 0
