"""Writers of small dictionaries in each format, from entries that the tests make up."""

from __future__ import annotations

import gzip
import struct
from pathlib import Path

from cards import dictionaries

# lemma, part of speech, gender, equivalents
ENTRIES = (
    ("bes", "n", "fem", ("berry",)),
    ("dwarsboom", "n", "masc", ("bar", "spoke in the wheel")),
    ("kerfstok", "n", "masc", ("tally stick",)),
    ("klinkklaar", "adj", "", ("sheer", "utter")),
    ("wegmoffelen", "v", "", ("to hide away", "to smuggle away")),
    ("wicht", "n", "neut", ("little one", "mite")),
)
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def base64(number: int) -> str:
    """A number as dictd writes it."""
    digits = DIGITS[number % 64]
    while number := number // 64:
        digits = DIGITS[number % 64] + digits
    return digits


def definition(lemma: str, pos: str, gender: str, glosses: tuple[str, ...]) -> str:
    """A definition as FreeDict lays it out."""
    grammar = ", ".join(filter(None, (pos, gender)))
    numbered = "\n".join(f"{n}. {gloss}" for n, gloss in enumerate(glosses, 1))
    return f"{lemma} /xxx/ <{grammar}>\n{numbered}\nSynonym: {{iets}}\n"


def write_dictd(folder: Path, entries=ENTRIES, *, packed: bool = True) -> Path:
    data, rows = bytearray(), ["00databaseshort\tA\tA"]
    for entry in entries:
        text = definition(*entry).encode()
        rows.append(f"{entry[0]}\t{base64(len(data))}\t{base64(len(text))}")
        data += text
    (folder / "own.index").write_text("\n".join(rows) + "\n")
    path = folder / ("own.dict.dz" if packed else "own.dict")
    path.write_bytes(gzip.compress(data, mtime=0) if packed else data)
    return folder / "own.index"


def write_stardict(
    folder: Path, entries=ENTRIES, *, kinds: str = "m", packed: bool = False, **about: object
) -> Path:
    index, data = bytearray(), bytearray()
    for lemma, pos, gender, glosses in entries:
        plain = definition(lemma, pos, gender, glosses).encode()
        items = "".join(f"<li>{gloss}</li>" for gloss in glosses)
        marked = f"<b>{lemma}</b><br><i>&lt;{pos}, {gender}&gt;</i><ol>{items}</ol>".encode()
        field = {
            "m": plain,
            "h": marked,
            "tm": b"xxx\0" + plain,
            "": b"txxx\0m" + plain + b"\0",
            "Wm": struct.pack(">I", 5) + b"RIFF\0" + plain,
        }[kinds]
        index += lemma.encode() + b"\0" + struct.pack(">II", len(data), len(field))
        data += field
    told = {"bookname": "Own", "wordcount": len(entries), "idxfilesize": len(index)}
    told |= {"sametypesequence": kinds} if kinds else {}
    rows = [f"{name}={value}" for name, value in (told | about).items()]
    (folder / "own.ifo").write_text(
        "\n".join(["StarDict's dict ifo file", "version=2.4.2", *rows]) + "\n"
    )
    pack = gzip.compress if packed else bytes
    (folder / ("own.idx.gz" if packed else "own.idx")).write_bytes(pack(index))
    (folder / ("own.dict.dz" if packed else "own.dict")).write_bytes(pack(data))
    return folder / "own.ifo"


def tei(entries=ENTRIES) -> str:
    """A TEI dictionary in the manner of FreeDict and WikDict, with what must not be taken."""
    body = "".join(
        f"<entry><form><orth>{lemma}</orth><pron>xxx</pron></form>"
        f"<gramGrp><pos>{pos}</pos>{f'<gen>{gender}</gen>' if gender else ''}</gramGrp>"
        f"<form type='infl'><orth>{lemma}en</orth></form><sense>"
        + "".join(
            f'<cit type="trans" xml:lang="en"><quote>{gloss}</quote>'
            "<gramGrp><pos>v</pos><gen>n</gen></gramGrp></cit>"
            for gloss in glosses
        )
        + "<cit type='example'><quote>Zomaar een zin.</quote>"
        "<cit type='trans'><quote>Just a sentence.</quote></cit></cit></sense></entry>\n"
        for lemma, pos, gender, glosses in entries
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE TEI SYSTEM "freedict-P5.dtd">\n'
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><title>Own</title></teiHeader>\n'
        f"<text><body>\n{body}</body></text></TEI>\n"
    )


def table(entries=ENTRIES) -> str:
    """A dictionary as a table with a header."""
    rows = ("\t".join((lemma, "; ".join(g), pos, gender)) for lemma, pos, gender, g in entries)
    return "lemma\tgloss\tpos\tarticle\n" + "\n".join(rows) + "\n"


def load(folder, name, content):
    """The dictionary that a file of this content is."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return dictionaries.load(path)
