"""How common a Dutch word is: the Zipf scale (van Heuven et al. 2014) of the wordfreq lists."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=65536)
def zipf(word: str) -> float:
    """Log10 of the frequency per billion words; 0 for a word that the lists do not hold."""
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word, "nl"))
