// The toolbar: words, one tab stop, arrow keys inside (the ARIA pattern of a toolbar).
import { editCaption, editLink, insertTable } from "./editor-dialogs.js";
import { insertFootnote } from "./editor-notes.js";
import { editPicture, insertPicture, takesPictures } from "./editor-pictures.js";

const heading = (level, label) => ({
  label,
  hint: `${label}（Ctrl+Alt+${level}）`,
  run: (chain) => chain.toggleHeading({ level }),
  active: (editor) => editor.isActive("heading", { level }),
});
const mark = (name, label, command, hint = label) => ({
  label, hint,
  run: (chain) => chain[command](),
  active: (editor) => editor.isActive(name),
});
const aligned = (side, label) => ({
  label, hint: label,
  active: (editor) => editor.isActive({ align: side }),
  run: (chain, editor) => {
    const next = editor.isActive({ align: side }) ? null : side;
    return chain.updateAttributes("paragraph", { align: next })
      .updateAttributes("heading", { align: next });
  },
});
const indented = (name, label, hint) => ({
  label, hint,
  active: (editor) => editor.isActive("paragraph", { indent: name }),
  run: (chain, editor) => chain.updateAttributes("paragraph", {
    indent: editor.isActive("paragraph", { indent: name }) ? null : name,
  }),
});
const table = (label, command, hint = label) => ({ label, hint, run: (chain) => chain[command]() });
const asked = (label, hint, open, rest = {}) => ({ label, hint, open, ...rest });

const GROUPS = [
  { label: "段落", items: [
    { label: "正文", hint: "正文段落（Ctrl+Alt+0）", run: (chain) => chain.setParagraph(),
      active: (editor) => editor.isActive("paragraph") },
    heading(2, "一级标题"), heading(3, "二级标题"), heading(4, "三级标题"),
  ] },
  { label: "文字", items: [
    mark("bold", "加粗", "toggleBold", "加粗（Ctrl+B）"),
    mark("underline", "下划线", "toggleUnderline", "下划线（Ctrl+U）"),
    mark("superscript", "上标", "toggleSuperscript"), mark("subscript", "下标", "toggleSubscript"),
  ] },
  { label: "对齐", items: [
    aligned("center", "居中"), aligned("right", "靠右"),
    indented("no-indent", "顶格", "首行顶格，不空两字"),
    indented("indent-2", "缩进", "整段缩进两字"),
  ] },
  { label: "列表", items: [
    mark("bulletList", "列表", "toggleBulletList", "项目列表"),
    mark("orderedList", "编号", "toggleOrderedList", "编号列表"),
    mark("blockquote", "引用", "toggleBlockquote"),
  ] },
  { label: "插入", items: [
    asked("链接", "加链接或修改链接（Ctrl+K）", editLink, { active: (editor) => editor.isActive("link") }),
    asked("表格", "插入表格", insertTable, { enabled: (editor) => !editor.isActive("figure") }),
    asked("脚注", "在光标处插入脚注", insertFootnote, { enabled: (editor) => !editor.isActive("figure") }),
    asked("图片", "在光标处插入图片", insertPicture, {
      there: takesPictures, enabled: (editor) => !editor.isActive("figure"),
    }),
    asked("替代文字", "给选中的图片写替代文字", editPicture, {
      enabled: (editor) => editor.isActive("picture") || editor.isActive("figure"),
    }),
  ] },
  { label: "撤销", items: [
    { label: "撤销", hint: "撤销（Ctrl+Z）", run: (chain) => chain.undo(),
      enabled: (editor) => editor.can().undo() },
    { label: "重做", hint: "重做（Ctrl+Shift+Z）", run: (chain) => chain.redo(),
      enabled: (editor) => editor.can().redo() },
  ] },
  { label: "表格", where: (editor) => editor.isActive("table"), items: [
    table("加行", "addRowAfter", "在下面加一行"), table("加列", "addColumnAfter", "在右边加一列"),
    table("删行", "deleteRow"), table("删列", "deleteColumn"),
    { ...table("合并", "mergeCells", "合并选中的单元格"), enabled: (editor) => editor.can().mergeCells() },
    { ...table("拆分", "splitCell", "拆分合并的单元格"), enabled: (editor) => editor.can().splitCell() },
    { ...table("表头", "toggleHeaderCell", "设为表头或取消"), active: (editor) => editor.isActive("tableHeader") },
    asked("表题", "写表题", editCaption),
    { label: "无线", hint: "不画表格线",
      active: (editor) => editor.isActive("table", { lines: "borderless" }),
      run: (chain, editor) => chain.updateAttributes("table", {
        lines: editor.isActive("table", { lines: "borderless" }) ? null : "borderless",
      }) },
    table("删表", "deleteTable", "删去整个表格"),
  ] },
];

function button(editor, item) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = item.label;
  made.title = item.hint;
  if (item.hint !== item.label) made.setAttribute("aria-description", item.hint);
  made.tabIndex = -1;
  made.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  made.addEventListener("click", () => {
    if (made.getAttribute("aria-disabled") === "true") return;
    if (item.open) item.open(editor);
    else item.run(editor.chain().focus(), editor).run();
  });
  return made;
}

export function toolbar(editor) {
  const bar = document.createElement("div");
  bar.className = "body-toolbar";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "正文的格式");
  const rows = GROUPS.map((group) => {
    const row = document.createElement("div");
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", group.label);
    if (group.where) row.className = "in-table";
    const items = group.items.filter((item) => !item.there || item.there(editor));
    const buttons = items.map((item) => [item, button(editor, item)]);
    row.append(...buttons.map(([, made]) => made));
    bar.append(row);
    return [group, row, buttons];
  });
  const show = () => {
    for (const [group, row, buttons] of rows) {
      row.hidden = Boolean(group.where) && !group.where(editor);
      if (row.hidden) continue;
      for (const [item, made] of buttons) {
        if (item.active) made.setAttribute("aria-pressed", String(item.active(editor)));
        if (item.enabled) made.setAttribute("aria-disabled", String(!item.enabled(editor)));
      }
    }
  };
  const shown = () => [...bar.querySelectorAll("div:not([hidden]) > button")];
  const stop = (target) => {
    for (const made of shown()) made.tabIndex = made === target ? 0 : -1;
  };
  bar.addEventListener("focusin", (event) => stop(event.target));
  bar.addEventListener("keydown", (event) => {
    const all = shown();
    const here = all.indexOf(document.activeElement);
    const next = {
      ArrowRight: all[(here + 1) % all.length], ArrowLeft: all.at(here - 1),
      Home: all[0], End: all.at(-1),
    }[event.key];
    if (next) {
      event.preventDefault();
      next.focus();
    } else if (event.key === "Escape") {
      editor.commands.focus();
    }
  });
  editor.view.dom.addEventListener("keydown", (event) => {
    if (event.altKey && event.key === "F10") {
      event.preventDefault();
      (shown().find((made) => made.tabIndex === 0) || shown()[0]).focus();
    }
  });
  editor.on("transaction", show);
  show();
  stop(shown()[0]);
  return bar;
}
