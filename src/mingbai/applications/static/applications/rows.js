// The list by keyboard: j and k move, Enter opens (the link has the focus), / goes to the search.
(() => {
  const links = [...document.querySelectorAll("[data-rows] tbody th a")];
  const search = document.querySelector('[data-key="/"]');
  const typing = (element) => element.matches("input, select, textarea, [contenteditable]");
  const move = (step) => {
    const here = links.indexOf(document.activeElement);
    const next = here < 0 ? (step > 0 ? 0 : links.length - 1) : here + step;
    links[Math.max(0, Math.min(links.length - 1, next))]?.focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "/" && search) {
      event.preventDefault();
      search.focus();
    }
  });
})();
