// Saves the draft every 20 seconds while it changes; the button 保存 works without this.
const form = document.querySelector("form[data-autosave]");
const told = document.getElementById("saved");
const EVERY = 20000;
const ASIDE = /^(file|word|use_cleaned|knowing|replace_body|picture.*)$/; // go with their own buttons
let before = "";
let busy = false;
let stopped = false;

function typed() {
  const data = new FormData(form);
  for (const name of [...data.keys()]) if (ASIDE.test(name)) data.delete(name);
  return data;
}

function asText(data) {
  const copy = new URLSearchParams(data);
  copy.delete("edition");
  copy.delete("csrfmiddlewaretoken");
  return copy.toString();
}

async function save() {
  if (busy || stopped) return;
  const data = typed();
  const now = asText(data);
  if (now === before) return;
  busy = true;
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body: data });
    if (answer.redirected || !answer.headers.get("content-type")?.includes("json")) {
      told.textContent = "没有自动保存：请按“保存”。";
      return;
    }
    const found = await answer.json();
    told.textContent = found.words;
    if (found.conflict) stopped = true;
    if (answer.ok) {
      form.elements.edition.value = found.edition;
      before = now;
    }
  } catch {
    told.textContent = "网络不通，没有自动保存；恢复后会再试。";
  } finally {
    busy = false;
  }
}

if (form && told) {
  form.addEventListener("submit", () => { stopped = true; });
  // the editor writes into its textarea at first; what it wrote then is no change
  setTimeout(() => { before = asText(typed()); }, 1500);
  setInterval(save, EVERY);
}
