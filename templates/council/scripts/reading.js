// What helps a reader of a long report: the section that is read is marked in the list of contents, each table can be
// saved as a CSV file made here of what it shows, and only a chart that has to be moved sideways is a stop for the keyboard.

const contents = document.querySelector(".contents");
const links = [...document.querySelectorAll(".contents a")];
const headings = links.map((link) => document.getElementById(link.hash.slice(1)));

const markSection = () => {
  const above = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
  const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
  const now = atEnd ? headings.length - 1 : Math.max(0, above.length - 1);
  links.forEach((link, place) => {
    if (place !== now) return link.removeAttribute("aria-current");
    link.setAttribute("aria-current", "location");
    const list = contents.querySelector("ol");
    if (list.scrollWidth > list.clientWidth) list.scrollLeft = link.offsetLeft - list.clientWidth / 2;
    if (contents.scrollHeight > contents.clientHeight) contents.scrollTop = link.offsetTop - contents.clientHeight / 2;
  });
};
let waiting = false;
const soon = () => {
  if (!waiting) requestAnimationFrame(() => { waiting = false; markSection(); });
  waiting = true;
};
if (links.length) {
  for (const event of ["scroll", "resize"]) addEventListener(event, soon, { passive: true });
  markSection();
}

// The same as `csv_text` in attachments.py: no cell of it may be read as a formula.
const TURNING = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g;
const NUMBER = /^[+-]?[\p{Nd}\s]+(?:[.,]\p{Nd}+)?$/u;
const FORMULA = /((?:^|[;,|\t\r\n])["'\s\u200b\ufeff]*)(?=[=+@\-\uff0b\uff0d\uff1d\uff20])/g;

const cellText = (cell) => {
  const shown = cell.textContent.replace(TURNING, "").replace(CONTROL, " ");
  return `"${(NUMBER.test(shown) ? shown : shown.replace(FORMULA, "$1'")).replaceAll('"', '""')}"`;
};
const csvText = (table) => [...table.rows].map((row) => `${[...row.cells].map(cellText).join(";")}\r\n`).join("");

for (const holder of document.querySelectorAll(".table[data-file]")) {
  const { file } = holder.dataset;
  const line = holder.querySelector(".about") || holder.appendChild(document.createElement("p"));
  const link = line.appendChild(document.createElement("a"));
  line.className = "about";
  link.textContent = `Spara som CSV: ${file}`;
  link.download = file;
  link.href = "#";
  // Made when it is wanted, so that the page stays as large as it is.
  link.addEventListener("click", () => {
    const made = URL.createObjectURL(new Blob(["\ufeff", csvText(holder.querySelector("table"))], { type: "text/csv;charset=utf-8" }));
    link.href = made;
    setTimeout(() => [URL.revokeObjectURL(made), (link.href = "#")], 60000);
  });
}

// Several places may lead to one entry, which leads back to the one that the reader came from.
document.addEventListener("click", (event) => {
  const mark = event.target.closest("a[href^='#underlag--']");
  const back = mark && document.querySelector(`${mark.hash} > a`);
  if (!back) return;
  mark.id ||= `fran--${mark.hash.slice(11)}--${performance.now()}`.replace(".", "-");
  back.hash = mark.id;
});

const panels = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
for (const panel of document.querySelectorAll(".panel")) panels.observe(panel);
