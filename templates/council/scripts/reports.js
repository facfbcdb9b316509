// Search and sort in the list of reports. Without it the page is a plain table in the order of the names.

const table = document.querySelector("#rapporter table");
const body = table.tBodies[0];
const rows = [...body.rows];
const search = document.querySelector("search");
const field = search.querySelector("input");
const status = document.querySelector("#antal");
const swedish = new Intl.Collator("sv", { numeric: true, sensitivity: "base" });
const all = status.textContent;

const plain = (text) => text.toLocaleLowerCase("sv").normalize("NFC");
const texts = new Map(rows.map((row) => [row, plain(row.textContent)]));
const value = (row, place) => row.cells[place].dataset.value ?? row.cells[place].textContent;

const find = () => {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  for (const row of rows) row.hidden = !words.every((word) => texts.get(row).includes(word));
  const found = rows.filter((row) => !row.hidden).length;
  status.textContent = words.length ? `${found} av ${rows.length} visas.` : all;
};

const sort = (header, place) => {
  const order = header.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
  for (const other of header.parentElement.cells) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", order);
  const sign = order === "ascending" ? 1 : -1;
  rows.sort((one, other) => sign * swedish.compare(value(one, place), value(other, place)));
  body.append(...rows);
};

[...table.tHead.rows[0].cells].slice(0, -1).forEach((header, place) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "sort";
  button.append(...header.childNodes);
  button.addEventListener("click", () => sort(header, place));
  header.append(button);
});
search.hidden = false;
field.addEventListener("input", find);
