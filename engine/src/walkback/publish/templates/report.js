// What the page does beyond being read: theme, contents, origins of values. Nothing needs it.
(() => {
  "use strict";
  const root = document.documentElement;
  const narrow = matchMedia("(max-width: 60rem)");
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");

  // A file that is opened from disk may have no storage.
  const remembered = {
    get() { try { return localStorage.getItem("walkback-theme"); } catch { return null; } },
    set(theme) { try { localStorage.setItem("walkback-theme", theme); } catch { /* for this visit only */ } },
  };

  root.classList.add("scripted");
  if (["light", "dark"].includes(remembered.get())) root.dataset.theme = remembered.get();

  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches);

  function theme() {
    const button = document.querySelector(".theme");
    const show = () => button.setAttribute("aria-pressed", String(isDark()));
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      remembered.set(root.dataset.theme);
      show();
    });
    prefersDark.addEventListener("change", show);
    show();
  }

  function contents() {
    const nav = document.querySelector(".contents");
    const folded = nav.querySelector("details");
    const links = new Map([...nav.querySelectorAll("a")].map((a) => [a.hash.slice(1), a]));
    const sections = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
    const fit = () => { folded.open = !narrow.matches; };
    narrow.addEventListener("change", fit);
    fit();
    nav.addEventListener("click", (event) => {
      if (narrow.matches && event.target.closest("a")) folded.open = false;
    });

    let current;
    function mark() {
      const top = 140; // where a heading is after a jump to it, and a little more
      const passed = sections.filter((section) => section.getBoundingClientRect().top <= top);
      const link = links.get((passed.at(-1) ?? sections[0])?.id);
      if (!link || link === current) return;
      current?.removeAttribute("aria-current");
      nav.querySelectorAll(".open").forEach((item) => item.classList.remove("open"));
      link.setAttribute("aria-current", "true");
      for (let item = link.closest("li"); item; item = item.parentElement.closest("li")) item.classList.add("open");
      if (!narrow.matches) link.scrollIntoView({ block: "nearest", behavior: "instant" });
      current = link;
    }
    let waiting = false;
    addEventListener("scroll", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; mark(); });
    }, { passive: true });
    mark();
  }

  // For the mouse only: the contents lead to the same places.
  function anchors() {
    for (const heading of document.querySelectorAll("main section[id] > :is(h2, h3, h4)")) {
      const link = document.createElement("a");
      Object.assign(link, { className: "anchor", href: `#${heading.parentElement.id}`, textContent: "#", tabIndex: -1 });
      link.setAttribute("aria-hidden", "true");
      heading.append(link);
    }
  }

  // What the appendix says of a value: pairs of column name and text.
  function originOf(link) {
    const row = document.getElementById(link.hash.slice(1))?.closest("tr");
    if (!row) return [];
    const names = [...row.closest("table").querySelectorAll("thead th")].map((th) => th.textContent.trim());
    return [...row.cells]
      .map((cell, i) => [names[i], sourcesNamed(cell) || cell.textContent.trim()])
      .slice(1, -1)
      .filter(([, text]) => text);
  }

  function sourcesNamed(cell) {
    const entries = [...cell.querySelectorAll('a[href^="#ref-"]')]
      .map((a) => document.getElementById(decodeURIComponent(a.hash.slice(1))))
      .filter(Boolean)
      .map((entry) => (entry.querySelector(".csl-right-inline") ?? entry).textContent.replace(/https?:\S+/g, "").trim());
    return entries.map((text) => (text.length > 110 ? `${text.slice(0, 109)}…` : text)).join(" · ");
  }

  function origins() {
    const box = document.createElement("div");
    Object.assign(box, { id: "origin", className: "origin", popover: "manual" });
    box.setAttribute("role", "tooltip");
    document.querySelector("main").append(box);
    let shown, leaving;

    function show(link) {
      clearTimeout(leaving);
      if (shown === link) return;
      const [value, ...rest] = originOf(link);
      if (!value) return;
      hide();
      const head = document.createElement("b");
      head.textContent = value[1];
      box.replaceChildren(head, ...rest.map(([name, text]) => {
        const line = document.createElement("span");
        const label = document.createElement("i");
        label.textContent = `${name}: `;
        line.append(label, text);
        return line;
      }));
      link.setAttribute("aria-describedby", "origin");
      shown = link;
      box.showPopover();
      place(link);
    }
    function place(link) {
      const at = link.getClientRects()[0];
      if (at.bottom < 0 || at.top > innerHeight) return hide();
      const below = at.bottom + 8 + box.offsetHeight < innerHeight;
      box.style.left = `${Math.max(16, Math.min(at.left, innerWidth - box.offsetWidth - 16))}px`;
      box.style.top = `${below ? at.bottom + 8 : Math.max(8, at.top - box.offsetHeight - 8)}px`;
    }
    function hide() {
      shown?.removeAttribute("aria-describedby");
      shown = undefined;
      if (box.matches(":popover-open")) box.hidePopover();
    }
    const later = () => { leaving = setTimeout(hide, 250); };

    for (const link of document.querySelectorAll("a.value")) {
      link.addEventListener("mouseenter", () => show(link));
      link.addEventListener("mouseleave", later);
      link.addEventListener("focus", () => show(link));
      link.addEventListener("blur", hide);
    }
    box.addEventListener("mouseenter", () => clearTimeout(leaving));
    box.addEventListener("mouseleave", later);
    addEventListener("scroll", () => { if (shown) place(shown); }, { passive: true });
    addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  }

  // A table that fits needs no stop for the keyboard.
  function scrollers() {
    for (const region of document.querySelectorAll(".table-scroll")) {
      new ResizeObserver(() => {
        const fits = region.scrollWidth <= region.clientWidth && region.scrollHeight <= region.clientHeight;
        region.tabIndex = fits ? -1 : 0;
      }).observe(region);
    }
  }

  addEventListener("DOMContentLoaded", () => [theme, contents, anchors, origins, scrollers].forEach((part) => part()));
})();
