"""The spelling of regular Dutch verbs: stem, weak past and participle, trema and hyphen.

After the *Woordenlijst Nederlandse Taal*: open and closed syllables (*maken, maak*), v and z at the
end of a stem (*leven, leef, leefde*), *'t kofschip* (*werkte, belde*), the mute e of English verbs.
Verbs come here without their prefix: it tells whether an e is stressed (*ver-delen, wandelen*).
"""

from __future__ import annotations

import re

VOWELS = "aeiouyëïü"
_TREMA = str.maketrans("eiu", "ëïü")
# English verbs that keep the mute e of their stem: *hij timede, getimed; updatete, geüpdatet*.
_MUTE_E = frozenset(
    """bike brainwave bridge browse cache challenge create dance date delete downgrade fake
    fine- finetune frame freelance game hike hype interface judge lease like manage mime
    mountainbike move outsource pipeline race recycle rule save scrape shake share shave
    skate skype smile stage swipe tape time tune update upgrade vape vibe""".split()
)
# Stems in unstressed -er, -or, -om (*luister, sponsor, welkom*); other verbs in -eren with a vowel
# before it are stressed (*studeer*). Diphthongs and double consonants are left to `is_unstressed`.
_UNSTRESSED_STEMS = frozenset(
    """ader ander anker balder banjer baster beter blader blaker blender blunder bolder boter
    bulder bunker burger charter cluster computer cover daver dender dokter donder
    donker erger filter flonker folter gader glinster glunder hamer hamster handel haper
    helder hinder honger hunker imker joker kader kalefater kalver kamer kanker kelder kerker
    klater klonter kluister knetter knisper kolder laser laster lazer leger lever
    liefhebber mager martel marter masker mijmer minder moker monitor monster nader
    neder nuchter oker orber over pamper pantser peper pinker plunder poker polder
    pulver raster rooster schamper schater schemer schilder schokschouder sijper
    slechter slenter slinger snater sober sodemieter somber spartel splinter sponsor
    supporter takel tater teder temper tover vader veter vinger vlinder vorder wander
    water weder wedijver welkom wilder winter wonder zeker zever zilver zinder zomer
    zonder zwader zwanger""".split()
)
_STRESSED_STEMS = frozenset(
    """algemen blokker bluffer boetser bouder causer chauffer couper doubler dueller failler
    flatter fouiller frapper frauder griffer groeper hoerer ijsber kleiner krakel
    mousser nadel offrer oordel pauzer pensel rouler schoffer sommer souper staller
    stoffer toucher touper trainer tutoyer waarder zinspel""".split()
)
# A single vowel before a single consonant (*mak-en*), also the stressed e of *evacu-er-en*.
_OPEN_SYLLABLE = re.compile(r"(?:^|[^aeiouëïü]|[^ae]u(?=e))[aeou][bcdfgklmnprstvz]$")


def weak_parts(root: str) -> tuple[str, str]:
    """Past singular and participle without ge- of a regular verb (*'t kofschip* and x, ch, sh)."""
    raw, stem = spell_stem(root)
    voiceless = raw[-1] in "tkfspxc" or raw.endswith(("ch", "sh"))
    dental = "t" if voiceless else "d"
    apostrophe = "'" if root.endswith("'en") else ""
    past = stem + apostrophe + dental + "e"
    # judo-ën: judode, but gejudood.
    closed = stem + stem[-1] if stem[-1] in "ao" else stem
    return past, stem if stem[-1] in "dt" else closed + apostrophe + dental


def spell_stem(root: str) -> tuple[str, str]:
    """What is left without -en, and that as it is spelled alone: *lev, leef*; *zett, zet*."""
    if root.endswith("'en"):
        return root[:-3], root[:-3]
    if root[:-1] in _MUTE_E:
        return root[:-2], root[:-1]
    if root.endswith("ën"):
        stem = root[:-2] + ("e" if root.endswith("iën") else "")
        return stem, stem
    raw = root[:-2] if root.endswith("en") else root[:-1]
    if len(raw) > 1 and raw[-1] == raw[-2] and raw[-1] not in VOWELS:
        stem = raw[:-1]
    elif raw[-2:-1] == "ë":
        # kopiër-en → kopieer, creër-en → creëer
        stem = raw[:-2] + ("ee" if raw[-3] == "i" else "ëe") + raw[-1]
    elif _OPEN_SYLLABLE.search(raw) and not is_unstressed(root):
        stem = raw[:-2] + raw[-2] * 2 + raw[-1]
    else:
        stem = raw
    return raw, stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1])


def is_unstressed(root: str) -> bool:
    """Whether the stem ends in an unstressed -el, -em, -en or -er (*wandel, luister*)."""
    if root[:-2] in _UNSTRESSED_STEMS:
        return True
    match = re.fullmatch(rf"(.*[{VOWELS}].*)e([lmnr])en", root)
    if not match:
        return False
    head, consonant = match.groups()
    if f"{head}e{consonant}" in _STRESSED_STEMS:
        return False
    if consonant != "r":
        return True
    if len(re.findall(r"[aeiouy]+|[ëïü]", head)) > 1:
        return False
    return bool(re.search(r"aa|ee|oo|uu|ie|ei|ij|oe|ou|ui|eu|au|([bdfgklmnpt])\1", head))


def after_e(prefix: str, word: str) -> str:
    """Prefix and word, parted by a trema or hyphen where they would be misread.

    *geëindigd, geüpload, beïnvloed*, but *geijkt, geuit*; *ge-e-maild, ge-sms't*.
    """
    if prefix == "ge" and (word[1:2] == "-" or "'" in word):
        return f"{prefix}-{word}"
    if prefix.endswith("e") and word[0] in "eiu" and word[:2] not in ("ij", "ui"):
        return prefix + word[0].translate(_TREMA) + word[1:]
    return prefix + word
