"""How long places were fought over: thirty-six battles for towns, 2004-2023.

Days from the first fighting inside or at the edge of the town to its end or to the defenders' withdrawal, about as
encyclopaedias date them; none of the three histories of `histories.py` is among them. Battles that have an article of
their own are the long ones among all fights for places, so the simulation takes their spread and half of their median.
"""

import math
import statistics
from collections.abc import Mapping

DAYS: Mapping[str, int] = {
    "Falluja 2004": 47,
    "Misrata 2011": 87,
    "Zawiya, March 2011": 15,
    "Zawiya, August 2011": 8,
    "Tripoli 2011": 9,
    "Sirte 2011": 36,
    "Zinjibar 2011": 107,
    "Gao 2012": 2,
    "Goma 2012": 6,
    "Konna 2013": 9,
    "Qusayr 2013": 18,
    "Yabroud 2014": 33,
    "Kobani 2014": 113,
    "Idlib 2015": 5,
    "Jisr al-Shughur 2015": 4,
    "Palmyra, May 2015": 9,
    "Kunduz 2015": 16,
    "Sinjar, November 2015": 2,
    "Ramadi, December 2015": 7,
    "Manbij 2016": 74,
    "Sirte 2016": 209,
    "Mosul 2016": 268,
    "Palmyra, December 2016": 4,
    "Tabqa 2017": 50,
    "Marawi 2017": 154,
    "Tal Afar 2017": 14,
    "Hawija 2017": 18,
    "Derna 2018": 53,
    "Hodeidah airport 2018": 8,
    "Ghazni 2018": 6,
    "Shusha 2020": 5,
    "Lashkar Gah 2021": 16,
    "Mariupol 2022": 86,
    "Sievierodonetsk 2022": 51,
    "Lysychansk 2022": 9,
    "Wad Madani 2023": 5,
}

MEDIAN = statistics.median(DAYS.values()) / 2.0
"""Median days of a simulated fight."""
TAIL = statistics.stdev(math.log(days) for days in DAYS.values())
"""Standard deviation of the logarithm of those days."""
