"""A QTI package read back by programs of others: a converter's parser, and a player in a browser.

The player is Cito's, which no test installs: `npm install @citolab/qti-components`, and name its
`cdn/index.global.js` in the environment variable QTI_PLAYER.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

from tests import browser

_IMS = {"cp": "http://www.imsglobal.org/xsd/imscp_v1p1"}
_QTI = {"q": "http://www.imsglobal.org/xsd/imsqti_v2p1"}


def files(package: bytes) -> dict[str, bytes]:
    """What is in the package, by path."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def listed(package: bytes) -> dict[str, str]:
    """The paths that the manifest names, each with the kind of its resource."""
    manifest = etree.fromstring(files(package)["imsmanifest.xml"])
    found = {}
    for resource in manifest.findall(".//cp:resource", _IMS):
        for file in resource.findall("cp:file", _IMS):
            found[file.get("href")] = resource.get("type")
    return found


def in_test(package: bytes) -> list[str]:
    """The paths of the items in the order of the test."""
    test = etree.fromstring(files(package)["test.xml"])
    return [ref.get("href") for ref in test.findall(".//q:assessmentItemRef", _QTI)]


def items(package: bytes, folder: Path) -> list[Any]:
    """The items as onyx2moodle, which turns QTI 2.1 into Moodle's questions, understands them."""
    from onyx2moodle.parser import parse_item

    read = []
    for path in in_test(package):
        file = folder / Path(path).name
        file.write_bytes(files(package)[path])
        read.append(parse_item(file))
    return read


def text(element: Any) -> str:
    """All text of an element, with one blank for each white space."""
    return " ".join("".join(element.itertext()).split())


def player() -> Path | None:
    """The player's script, if there is one."""
    named = os.environ.get("QTI_PLAYER", "")
    return Path(named) if named and Path(named).is_file() else None


def played(package: bytes, folder: Path, chromium: str, script: Path) -> list[dict[str, Any]]:
    """What the player shows and scores of each item: unanswered, all right, all wrong."""
    from qti_convert import upgrade_package

    old, new = folder / "2.zip", folder / "3.zip"
    old.write_bytes(package)
    upgrade_package(old, new)
    upgraded = files(new.read_bytes())
    shown = json.dumps([upgraded[path].decode() for path in in_test(package)])
    code = script.read_text("utf-8").replace("</script", "<\\/script")
    page = _PAGE.replace("ITEMS", shown.replace("</", "<\\/")).replace("PLAYER", code)
    played: list[dict[str, Any]] = browser.measure(chromium, page)
    return played


_PAGE = """<!doctype html><html><body><main></main><script>PLAYER</script><script>
const answers = (xml) => [...new DOMParser().parseFromString(xml, "text/xml")
  .querySelectorAll("qti-response-declaration")].map((declared) => {
    const values = [...declared.querySelectorAll("qti-correct-response qti-value")];
    const single = declared.getAttribute("cardinality") === "single";
    const right = values.map((value) => value.textContent);
    return [declared.getAttribute("identifier"), single ? right[0] : right];
  });
const play = async (xml) => {
  const box = document.createElement("qti-item");
  const container = document.createElement("item-container");
  container.itemXML = xml;
  box.append(container);
  document.querySelector("main").append(box);
  await new Promise((ready) => setTimeout(ready, 60));
  const item = container.shadowRoot.querySelector("qti-assessment-item");
  const value = (name) => item.variables.find((v) => v.identifier === name)?.value;
  const score = (answer) => {
    for (const [identifier, right] of answers(xml)) {
      item.updateResponseVariable(identifier, answer(right));
    }
    item.processResponse();
    return Number(value("SCORE"));
  };
  item.processResponse();
  const unanswered = Number(value("SCORE"));
  const right = score((answer) => answer);
  const wrong = score((answer) => Array.isArray(answer) ? ["W1 M9"] : "verkeerd");
  const most = Number(value("MAXSCORE"));
  const text = item.textContent;
  box.remove();
  return {unanswered, right, wrong, most, text, title: item.title};
};
(async () => {
  const out = [];
  for (const xml of ITEMS) {
    try { out.push(await play(xml)); } catch (error) { out.push({error: String(error)}); }
  }
  const pre = document.createElement("pre");
  pre.id = "result";
  pre.textContent = JSON.stringify(out);
  document.body.append(pre);
})();
</script></body></html>"""
