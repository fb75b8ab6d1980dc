// The editor of a body: only what mingbai.prose keeps can be written, in words instead of icons.
// One module per concern: the schema, the toolbar, the dialogs.
import { Editor } from "../django_prose_editor/editor.js";
import { pasted } from "./editor-paste.js";
import { extensions, withoutStyles } from "./editor-schema.js";
import { toolbar } from "./editor-toolbar.js";

const HELP = "Alt+F10 到工具栏，Ctrl+Z 撤销，Ctrl+K 加链接；离开表格用方向键。";

function labelOf(textarea) {
  const label = textarea.id && document.querySelector(`label[for="${CSS.escape(textarea.id)}"]`);
  return label || null;
}

function described(textarea, help) {
  const before = textarea.getAttribute("aria-describedby");
  return before ? `${before} ${help.id}` : help.id;
}

function open(textarea) {
  const frame = document.createElement("div");
  frame.className = "body-editor";
  const help = document.createElement("span");
  help.className = "hint body-editor-help";
  help.id = `${textarea.id || textarea.name}_editor_help`;
  help.textContent = HELP;
  frame.dataset.at = textarea.form?.dataset.at || "";
  textarea.before(frame);
  const label = labelOf(textarea);
  const editor = new Editor({
    element: frame,
    bodyForm: textarea.form,
    injectCSS: false,
    editable: !textarea.disabled && !textarea.readOnly,
    extensions: extensions(),
    content: withoutStyles(textarea.value),
    editorProps: {
      attributes: {
        class: "document-body",
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": label ? label.firstChild.textContent.trim() : "正文",
        "aria-describedby": described(textarea, help),
        ...(textarea.getAttribute("aria-invalid") ? { "aria-invalid": "true" } : {}),
      },
      transformPastedHTML: pasted,
    },
    onUpdate({ editor }) {
      textarea.value = editor.isEmpty ? "" : editor.getHTML();
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
      textarea.dispatchEvent(new Event("change", { bubbles: true }));
    },
  });
  if (editor.isEditable) frame.prepend(toolbar(editor));
  frame.after(help);
  textarea.hidden = true;
  label?.addEventListener("click", () => editor.commands.focus());
  // what others write into the textarea (a draft brought back) is shown, and not sent round again
  textarea.addEventListener("body:written", () => {
    editor.commands.setContent(withoutStyles(textarea.value), { emitUpdate: false });
  });
  textarea.dispatchEvent(new CustomEvent("body:ready", { detail: { editor }, bubbles: true }));
}

for (const textarea of document.querySelectorAll("textarea[data-body]")) open(textarea);
