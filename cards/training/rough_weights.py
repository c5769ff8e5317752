"""Hand-made weights, good enough to see which steps are worth learning from."""

from __future__ import annotations

from collections.abc import Mapping

_ALONE = {
    "bias": 2.0,
    "best cosine": -0.5,
    "mutual": -1.0,
    "repeated": 2.0,
    "no final mark": 1.0,
    "short": 1.0,
}

ROUGH: Mapping[str, Mapping[str, float]] = {
    "bead": {
        "shape 1-1": 2.0,
        "shape 1-2": -2.4,
        "shape 2-1": -2.4,
        "shape 1-3": -3.5,
        "shape 3-1": -3.5,
        "shape 2-2": -4,
        "shape 2-3": -5.2,
        "shape 3-2": -5.2,
        "shape 1-4": -5,
        "shape 4-1": -5,
        "relative cosine": 4.0,
        "margin": 1.0,
        "least edge gain": 2.5,
        "extension gain english": -1.0,
        "extension gain dutch": -1.0,
        "positive extension gain": -1.0,
        "coverage": 0.5,
        "length deviation": -2.0,
        "length deviation squared": -2.0,
        "length ratio": -0.3,
        "shared tokens matched": 0.5,
        "shared tokens unmatched": -2.0,
    },
    "english alone": _ALONE,
    "dutch alone": _ALONE,
    "runs": {
        "opening english": -2.0,
        "opening dutch": -2.0,
        "opening english outside": 0.0,
        "opening dutch outside": 0.0,
        "english to dutch": 0.0,
        "swap": -4.0,
        "swap over a gap": -1.0,
    },
}
