// What was typed and not saved stays in this tab (sessionStorage: gone with the tab, and at 退出)
// until it is saved or given up: the log-in page may come between. It is offered only to the
// officer who typed it, and only for the same record.
const PREFIX = "mingbai.unsaved.";
const LONGEST = 12 * 60 * 60 * 1000;
const OWN = ["csrfmiddlewaretoken", "edition", "page"]; // of this page, not of what was typed

export function asText(data) {
  const copy = new URLSearchParams(data);
  for (const name of OWN) copy.delete(name);
  return copy.toString();
}

function written(form, text) {
  const values = new URLSearchParams(text);
  for (const field of form.elements) {
    if (!field.name || OWN.includes(field.name) || /^(submit|button|file)$/.test(field.type)) continue;
    const all = values.getAll(field.name);
    if (/^(checkbox|radio)$/.test(field.type)) field.checked = all.includes(field.value);
    else if (values.has(field.name)) field.value = all[0];
    field.dispatchEvent(new CustomEvent("body:written"));
  }
  for (const folded of form.querySelectorAll("details")) folded.open = true;
}

export function unsaved(form, typed) {
  const { officer, record } = form.dataset;
  const key = `${PREFIX}${officer}.${record}`;
  const word = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12)}`;
  form.elements.page.value = word;

  const forget = () => sessionStorage.removeItem(key);

  // false where the browser has no room for it
  function keep() {
    const edition = form.elements.edition.value;
    const kept = { word, edition, at: Date.now(), text: asText(typed()) };
    try {
      sessionStorage.setItem(key, JSON.stringify(kept));
      return true;
    } catch {
      return false;
    }
  }

  function found() {
    for (const other of Object.keys(sessionStorage))
      if (other.startsWith(PREFIX) && !other.startsWith(`${PREFIX}${officer}.`)) sessionStorage.removeItem(other);
    try {
      const kept = JSON.parse(sessionStorage.getItem(key));
      const saved = form.dataset.saved.split(" ").includes(kept?.word);
      if (kept && !saved && Date.now() - kept.at < LONGEST) return kept;
    } catch { /* not ours: forgotten below */ }
    forget();
    return null;
  }

  // offers what was kept, where it is not what the page shows anyway
  function offer(restored) {
    const box = document.getElementById("unsaved");
    const kept = found();
    if (!kept) return;
    if (kept.text === asText(typed())) {
      if (!("bound" in form.dataset)) forget(); // bound: shown again because it was not saved
      return;
    }
    const [bring, give] = box.querySelectorAll("button");
    const at = new Date(kept.at).toLocaleString("zh-CN", { dateStyle: "medium", timeStyle: "short" });
    box.querySelector("time").textContent = at;
    box.hidden = false;
    bring.addEventListener("click", () => {
      written(form, kept.text);
      form.elements.edition.value = kept.edition;
      box.hidden = true;
      restored();
    });
    give.addEventListener("click", () => { forget(); box.hidden = true; form.elements.title.focus(); });
  }

  return { keep, forget, offer };
}
