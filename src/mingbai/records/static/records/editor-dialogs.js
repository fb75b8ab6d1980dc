// Small forms over the editor: a link, a table, a caption, the words for a picture.
let count = 0;

function made(tag, properties = {}, children = []) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function field({ name, label, value = "", hint = "", type = "text", ...rest }) {
  const id = `body-dialog-${count}-${name}`;
  const input = made("input", { id, name, type, ...rest });
  if (type === "checkbox") {
    input.checked = Boolean(value);
    return made("div", { className: "field check" }, [
      made("label", { htmlFor: id }, [input, made("span", { textContent: label })]),
    ]);
  }
  if (type === "file") input.files = value || input.files;
  else input.value = value;
  const parts = [made("label", { htmlFor: id, textContent: label })];
  if (hint) {
    parts.push(made("span", { className: "hint", id: `${id}-hint`, textContent: hint }));
    input.setAttribute("aria-describedby", `${id}-hint`);
  }
  return made("div", { className: "field" }, [...parts, input]);
}

function valueOf(input) {
  return { checkbox: () => input.checked, file: () => input.files }[input.type]?.() ?? input.value.trim();
}

// Asks; gives the values by name, or null when it was cancelled. `error` says what was wrong before.
export function ask(editor, { title, fields, error = "", submit = "确定" }) {
  count += 1;
  return new Promise((resolve) => {
    const heading = made("h2", { textContent: title, id: `body-dialog-${count}` });
    const cancel = made("button", { type: "button", className: "secondary", textContent: "取消" });
    const form = made("form", { method: "dialog" }, [
      heading,
      ...(error ? [made("p", { className: "finding error", role: "alert", textContent: error })] : []),
      ...fields.map(field),
      made("div", { className: "buttons" }, [
        made("button", { type: "submit", textContent: submit }),
        cancel,
      ]),
    ]);
    const dialog = made("dialog", { className: "body-dialog" }, [form]);
    dialog.setAttribute("aria-labelledby", heading.id);
    let values = null;
    form.addEventListener("submit", () => {
      values = Object.fromEntries(
        [...form.elements].filter((one) => one.name).map((one) => [one.name, valueOf(one)]),
      );
    });
    cancel.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      editor.commands.focus();
      resolve(values);
    });
    // inside main, where the styles of the desk reach, but outside the form being edited
    (document.querySelector("main") || document.body).append(dialog);
    dialog.showModal();
  });
}

export function editLink(editor) {
  const before = editor.getAttributes("link").href || "";
  if (!before && editor.state.selection.empty) {
    ask(editor, {
      title: "加链接",
      fields: [
        { name: "text", label: "文字", required: true },
        { name: "href", label: "网址", required: true, hint: "以 https:// 开头，或者本站的 /地址" },
      ],
    }).then((values) => {
      if (!values) return;
      const link = { type: "link", attrs: { href: values.href } };
      editor.chain().focus()
        .insertContent({ type: "text", text: values.text, marks: [link] }).run();
    });
    return true;
  }
  ask(editor, {
    title: before ? "修改链接" : "加链接",
    fields: [
      { name: "href", label: "网址", value: before, hint: "清空即取消链接" },
    ],
  }).then((values) => {
    if (!values) return;
    const chain = editor.chain().focus().extendMarkRange("link");
    if (values.href) chain.setLink({ href: values.href }).run();
    else chain.unsetLink().run();
  });
  return true;
}

export function insertTable(editor) {
  ask(editor, {
    title: "插入表格",
    fields: [
      { name: "rows", label: "行数", type: "number", value: "3", min: 1, max: 200, required: true },
      { name: "cols", label: "列数", type: "number", value: "3", min: 1, max: 30, required: true },
      { name: "head", label: "第一行是表头", type: "checkbox", value: true },
    ],
  }).then((values) => {
    if (!values) return;
    const { rows, cols, head } = values;
    editor.chain().focus().insertTable({ rows: +rows, cols: +cols, withHeaderRow: head }).run();
  });
}

export function editCaption(editor) {
  ask(editor, {
    title: "表题",
    fields: [{ name: "caption", label: "表题", value: editor.getAttributes("table").caption || "" }],
  }).then((values) => {
    if (values) editor.chain().focus().updateAttributes("table", { caption: values.caption || null }).run();
  });
}
