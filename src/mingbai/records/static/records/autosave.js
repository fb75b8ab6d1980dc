// Saves the draft every 20 seconds while it changes; the button 保存 works without this.
import { asText, unsaved } from "./unsaved.js";

const form = document.querySelector("form[data-autosave]");
const told = document.getElementById("saved");
const EVERY = 20000;
const ASIDE = /^(file|word|use_cleaned|knowing|replace_body|picture.*)$/; // go with their own buttons
let before = "";
let touched = false;
let busy = false;
let stopped = false;

function typed() {
  const data = new FormData(form);
  for (const name of [...data.keys()]) if (ASIDE.test(name)) data.delete(name);
  return data;
}

async function save(store) {
  if (busy || stopped) return;
  const data = typed();
  const now = asText(data);
  if (now === before) return;
  const kept = store.keep();
  busy = true;
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body: data });
    if (answer.redirected || !answer.headers.get("content-type")?.includes("json")) {
      told.textContent = kept
        ? "没有自动保存，登录可能已经过期。写的内容留在这个窗口里：请按“保存”，登录后可以恢复。"
        : "没有自动保存，登录可能已经过期：请先复制正文，再按“保存”。";
      return;
    }
    const found = await answer.json();
    told.textContent = found.words;
    if (found.conflict) stopped = true;
    if (answer.ok) {
      form.elements.edition.value = found.edition;
      before = now;
      if (asText(typed()) === now) store.forget();
    }
  } catch {
    told.textContent = "网络不通，没有自动保存；恢复后会再试。";
  } finally {
    busy = false;
  }
}

if (form && told) {
  const store = unsaved(form, typed);
  before = asText(typed());
  store.offer(() => {
    touched = true;
    told.textContent = "已恢复，还没有保存。";
  });
  form.addEventListener("input", (event) => { touched ||= event.isTrusted; });
  form.addEventListener("submit", () => { stopped = true; store.keep(); });
  addEventListener("pagehide", () => { if (touched && asText(typed()) !== before) store.keep(); });
  // the editor writes into its textarea at first; what it wrote then is no change
  setTimeout(() => { if (!touched) before = asText(typed()); }, 1500);
  setInterval(() => save(store), EVERY);
}
