"use strict";
// Checks what was typed or picked. All words come from the page; nothing is kept or sent.
for (const section of document.querySelectorAll(".exercise")) {
  const fields = [...section.querySelectorAll("[data-gap]")];
  const words = [...section.querySelectorAll(".choice")];
  const output = section.querySelector("output");
  let current = null;

  const plain = (text) =>
    text.normalize("NFC").replace(/[‘’‚]/g, "'").replace(/[“”„]/g, '"').replace(/\s+/g, " ").trim().toLowerCase();
  const bare = (text) => plain(text).replace(/[.!?]+$/, "").trim();
  const answersOf = (field) => JSON.parse(field.dataset.answers);
  const isOpen = (field) => "compare" in field.dataset;

  function isRight(field) {
    const given = bare(field.value);
    const whole = bare((field.dataset.lead || "") + field.value);
    return answersOf(field).some((answer) => bare(answer) === given || bare(answer) === whole);
  }

  function compare(field) {
    const told = document.createElement("span");
    told.className = "compare";
    told.textContent = field.dataset.compare.replace("{answer}", () => answersOf(field)[0]);
    field.after(told);
  }

  function clear() {
    for (const field of fields) {
      field.classList.remove("right", "wrong");
      field.removeAttribute("aria-invalid");
    }
    for (const told of section.querySelectorAll(".compare")) told.remove();
    if (output) output.textContent = "";
  }

  function check() {
    clear();
    const numbers = new Map();
    for (const field of fields) {
      if (isOpen(field)) continue;
      const right = isRight(field);
      const number = field.dataset.gap;
      numbers.set(number, (numbers.get(number) ?? true) && right);
      if (field.value.trim()) {
        field.classList.add(right ? "right" : "wrong");
        if (!right) field.setAttribute("aria-invalid", "true");
      }
    }
    const right = [...numbers.values()].filter(Boolean).length;
    output.textContent = output.dataset.score.replace("{right}", right).replace("{total}", numbers.size);
  }

  function show() {
    clear();
    for (const field of fields) {
      const answer = answersOf(field)[0];
      if (isOpen(field)) compare(field);
      else field.value = field.dataset.lead ? answer.slice(field.dataset.lead.length) : answer;
    }
    mark();
  }

  function again() {
    clear();
    for (const field of fields) field.value = "";
    mark();
  }

  // A pair of gaps with one number is one word of the bank: "belt … op".
  const partsOf = (number) => fields.filter((field) => field.dataset.gap === number);
  const wordIn = (number) => partsOf(number).map((field) => plain(field.value)).join(" … ");

  function mark() {
    const used = [...new Set(fields.map((field) => field.dataset.gap))].map(wordIn);
    for (const word of words) {
      const at = used.indexOf(plain(word.textContent));
      if (at >= 0) used.splice(at, 1);
      word.setAttribute("aria-pressed", String(at >= 0));
    }
  }

  function pick(word) {
    const target = current && !current.value ? current : fields.find((field) => !field.value) ?? current;
    if (!target) return;
    const parts = partsOf(target.dataset.gap);
    const values = parts.length > 1 ? word.textContent.split(" … ") : [word.textContent];
    parts.forEach((field, index) => { field.value = values[index] ?? ""; });
    mark();
    current = fields.find((field) => !field.value) ?? null;
  }

  for (const field of fields) {
    field.addEventListener("focus", () => { current = field; });
    field.addEventListener("input", () => {
      field.classList.remove("right", "wrong");
      field.removeAttribute("aria-invalid");
      mark();
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || field.tagName === "TEXTAREA") return;
      event.preventDefault();
      (fields[fields.indexOf(field) + 1] ?? section.querySelector("[data-do]")).focus();
    });
  }
  for (const word of words) word.addEventListener("click", () => pick(word));
  const actions = { check, show, again };
  for (const button of section.querySelectorAll("[data-do]")) {
    button.addEventListener("click", actions[button.dataset.do]);
  }
}
for (const button of document.querySelectorAll(".turn")) {
  button.addEventListener("click", () =>
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true")));
}
for (const button of document.querySelectorAll('[data-do="key"]')) {
  const key = button.closest(".key");
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () =>
    button.setAttribute("aria-expanded", String(key.classList.toggle("open"))));
}
