"""A quiz as an IMS content package of QTI 2.1: a test, its items, and the manifest that lists them.

OpenOlat, TAO, ILIAS, Canvas, Blackboard and others import it. See IMS Question & Test
Interoperability, "Integration Guide" (packages), 2.1.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Mapping, Sequence
from hashlib import sha256
from io import BytesIO
from typing import Final

from cards.model import Language, Lesson
from decks.formats import Exported, ExportOptions
from decks.platforms import markup
from decks.platforms.qti_items import LANG, NAMESPACE, add_html, item
from decks.platforms.questions import make_quiz
from decks.platforms.quiz import Quiz
from decks.platforms.words import one_line
from decks.worksheets.phrases import PHRASES

_ADVICE: Final = "Import it where your platform takes a QTI 2.1 package; it need not be unpacked."
_PACKAGE: Final = "http://www.imsglobal.org/xsd/imscp_v1p1"
_TEST: Final = "test.xml"
_FIRST_DATE: Final = (1980, 1, 1, 0, 0, 0)


def render(lesson: Lesson, options: ExportOptions) -> Exported:
    """The questions of `lesson` as a zip file, as a test named after it.

    Raises:
        NothingToWriteError: there is no question.
    """
    quiz = make_quiz(lesson, options)
    content = document(quiz, options.language)
    return Exported(content, len(quiz.questions), _ADVICE, quiz.problems, "questions")


def document(quiz: Quiz, language: Language) -> bytes:
    """The whole package, the same bytes for the same quiz; `language` is that of instructions."""
    names = [f"item-{number:03}" for number in range(1, len(quiz.questions) + 1)]
    files = {
        f"items/{name}.xml": item(question, name, language, PHRASES[language])
        for name, question in zip(names, quiz.questions, strict=True)
    }
    files[_TEST] = _test(quiz, names, language)
    contents = {name: _written(root) for name, root in files.items()}
    manifest = _manifest(names, _identifier(contents))
    return _zipped({"imsmanifest.xml": _written(manifest), **contents})


def _test(quiz: Quiz, names: Sequence[str], language: Language) -> ET.Element:
    """All items in one section, which a learner may go through in any order."""
    title = one_line(quiz.title)
    root = ET.Element("assessmentTest", {"xmlns": NAMESPACE, "identifier": "test", "title": title})
    score = {"identifier": "SCORE", "cardinality": "single", "baseType": "float"}
    ET.SubElement(root, "outcomeDeclaration", score)
    modes = {"navigationMode": "nonlinear", "submissionMode": "individual"}
    part = ET.SubElement(root, "testPart", {"identifier": "part", **modes})
    ET.SubElement(part, "itemSessionControl", maxAttempts="0", showFeedback="true")
    section = ET.SubElement(
        part, "assessmentSection", identifier="section", title=title, visible="true"
    )
    source = markup.source(quiz, PHRASES[language])
    if source:
        told = ET.SubElement(section, "rubricBlock", {"view": "candidate", LANG: language.value})
        add_html(told, source)
    for name in names:
        ET.SubElement(section, "assessmentItemRef", identifier=name, href=f"items/{name}.xml")
    processing = ET.SubElement(root, "outcomeProcessing")
    total = ET.SubElement(ET.SubElement(processing, "setOutcomeValue", identifier="SCORE"), "sum")
    ET.SubElement(total, "testVariables", variableIdentifier="SCORE")
    return root


def _manifest(names: Sequence[str], identifier: str) -> ET.Element:
    root = ET.Element("manifest", {"xmlns": _PACKAGE, "identifier": identifier})
    about = ET.SubElement(root, "metadata")
    ET.SubElement(about, "schema").text = "QTIv2.1 Package"
    ET.SubElement(about, "schemaversion").text = "1.0.0"
    ET.SubElement(root, "organizations")
    resources = ET.SubElement(root, "resources")
    test = _resource(resources, "test", _TEST, "imsqti_test_xmlv2p1")
    for name in names:
        ET.SubElement(test, "dependency", identifierref=name)
        _resource(resources, name, f"items/{name}.xml", "imsqti_item_xmlv2p1")
    return root


def _resource(resources: ET.Element, name: str, path: str, kind: str) -> ET.Element:
    resource = ET.SubElement(resources, "resource", identifier=name, type=kind, href=path)
    ET.SubElement(resource, "file", href=path)
    return resource


def _identifier(contents: Mapping[str, bytes]) -> str:
    """A name of its own for each package, by what is in it."""
    digest = sha256(b"".join(contents.values())).hexdigest()
    return f"kaartenbak-{digest[:16]}"


def _written(root: ET.Element) -> bytes:
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _zipped(contents: Mapping[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name, _FIRST_DATE), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
