"use strict";

// The report is loaded beside the one that shows, put in the same place, and only then shown; what is new in it is marked.

const base = document.body.dataset.base;
const shown = "p, li, td, th, dt, dd, h1, h2, h3, h4, figcaption, caption, summary";
const element = (id) => document.getElementById(id);
let version = 0;
let current = null;

function say(words) {
  if (element("status").textContent !== words) element("status").textContent = words;
}

function listOf(kind, lines) {
  const list = document.createElement(kind);
  list.append(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
  return list;
}

function showProblems(problems) {
  element("problems").hidden = problems.length === 0;
  element("problems-list").replaceChildren(
    ...problems.flatMap(([file, lines]) => [
      Object.assign(document.createElement("h3"), { textContent: file }),
      listOf("ul", lines),
    ]),
  );
}

function texts(page) {
  const found = new Map();
  for (const each of page.querySelectorAll(shown)) {
    const text = each.textContent.replace(/\s+/g, " ").trim();
    found.set(text, (found.get(text) || 0) + 1);
  }
  return found;
}

// Only the innermost of the changed elements are marked: a list item, not the list around it.
function mark(page, before) {
  const changed = [...page.querySelectorAll(shown)].filter((each) => {
    const text = each.textContent.replace(/\s+/g, " ").trim();
    const left = before.get(text) || 0;
    before.set(text, left - 1);
    return text && left <= 0;
  });
  const innermost = changed.filter((each) => !changed.some((other) => other !== each && each.contains(other)));
  for (const each of innermost) {
    each.style.outline = "3px solid #c8741a";
    each.style.outlineOffset = "3px";
  }
  setTimeout(() => innermost.forEach((each) => (each.style.outline = "")), 4000);
  return innermost.length;
}

const headings = (frame) => [...frame.contentDocument.querySelectorAll("main :is(h1, h2, h3, h4)")];
const upper = (each) => each.getBoundingClientRect().top;

// The heading that one reads under, and how far up or down it is.
function place(frame) {
  const above = headings(frame).filter((each) => upper(each) < frame.clientHeight / 2);
  const under = above[above.length - 1];
  return under ? { words: under.textContent, at: upper(under) } : { words: "", at: 0 };
}

function putAt(frame, { words, at }, otherwise) {
  const found = headings(frame).find((each) => each.textContent === words);
  const to = found ? frame.contentWindow.scrollY + upper(found) - at : otherwise;
  frame.contentWindow.scrollTo({ top: to, behavior: "instant" });
}

function load(next) {
  version = next;
  const coming = document.createElement("iframe");
  coming.title = "Rapporten";
  coming.className = "coming";
  coming.src = `${base}/rapport.html?v=${next}`;
  coming.addEventListener("load", () => {
    if (next !== version) return coming.remove();
    const told = ["Rapporten är aktuell."];
    if (current) {
      const before = texts(current.contentDocument);
      putAt(coming, place(current), current.contentWindow.scrollY);
      const changes = mark(coming.contentDocument, before);
      told.push(changes === 1 ? "Ett ställe är ändrat." : changes ? `${changes} ställen är ändrade.` : "Inget syns annorlunda.");
      current.remove();
    }
    coming.className = "";
    current = coming;
    say(told.join(" "));
    document.body.dataset.shown = next;
  });
  element("frames").append(coming);
}

function heard(state) {
  showProblems(state.problems);
  if (state.problems.length === 0) {
    element("missing").replaceChildren(...listOf("ol", state.missing).children);
    element("waiting").hidden = state.waiting.length === 0;
    element("waiting-list").replaceChildren(listOf("ul", state.waiting));
  }
  if (state.version > version) load(state.version);
  else if (state.making) say("Rapporten görs …");
  else if (state.problems.length) say("Det finns fel att rätta.");
  else if (current) say("Rapporten är aktuell.");
}

const events = new EventSource(`${base}/handelser`);
events.onmessage = (event) => heard(JSON.parse(event.data));
events.onerror = () => say("Förhandsvisningen är avslutad, eller svarar inte. Starta den igen i terminalfönstret.");
