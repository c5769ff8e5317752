"""Where things are kept unless the user says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def model_directory() -> Path:
    """Where downloaded models lie unless the user says otherwise."""
    import platformdirs

    return platformdirs.user_data_path("kaartenbak") / "models"


def sent_directory() -> Path:
    """Where it is kept what was sent to Anki before."""
    import platformdirs

    return platformdirs.user_data_path("kaartenbak") / "sent"


def cache_directory() -> Path:
    """Where answers are kept between runs unless the user says otherwise."""
    import platformdirs

    return platformdirs.user_cache_path("kaartenbak")
