
"use strict";
const heads = [...document.querySelectorAll("th")];
const body = document.querySelector("tbody");
const rows = [...body.rows];
for (const row of rows) {
  [...row.cells].forEach((cell, i) => { cell.dataset.head = heads[i].textContent; });
}
const key = cell => {
  if (cell.dataset.by !== undefined) return JSON.parse(cell.dataset.by);
  return cell.textContent;
};
const order = (a, b) => {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return String(a).localeCompare(String(b), undefined, { numeric: true });
};
heads.forEach((head, column) => {
  head.querySelector("button").addEventListener("click", () => {
    const up = head.getAttribute("aria-sort") !== "ascending";
    heads.forEach(other => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const sorted = [...rows].sort((a, b) => order(key(a.cells[column]), key(b.cells[column])));
    body.append(...(up ? sorted : sorted.reverse()));
  });
});
const only = document.getElementById("only");
only.addEventListener("input", () => {
  const words = only.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  for (const row of rows) {
    const text = row.textContent.toLocaleLowerCase();
    row.hidden = !words.every(word => text.includes(word));
  }
});
