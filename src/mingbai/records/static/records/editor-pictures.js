// A picture goes to the record first and comes into the text by its hash; it must be described.
import { ask } from "./editor-dialogs.js";

const ALT = {
  name: "alt", label: "替代文字", hint: "图片里有什么，一句话说清楚：看不见图片的人听到的就是这句话",
};
const ADORNS = { name: "decorative", label: "只作装饰，不用替代文字", type: "checkbox" };
const SILENT = "请写替代文字；只作装饰的图片，请勾选“只作装饰”。";

export function takesPictures(editor) {
  return Boolean(editor.options.bodyForm?.dataset.pictures);
}

// The answer of the desk: the address in the body, or in words why there is none.
async function sent(form, values) {
  const data = new FormData();
  data.append("picture", values.file[0]);
  data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  if (values.cleaned) data.append("picture_cleaned", "on");
  try {
    const answer = await fetch(form.dataset.pictures, { method: "POST", body: data });
    if (answer.redirected || !answer.headers.get("content-type")?.includes("json")) {
      return { error: "没有收下：请先按“保存”，再插入。" };
    }
    const found = await answer.json();
    return answer.ok ? found : { error: found.words };
  } catch {
    return { error: "网络不通，没有收下，请再试。" };
  }
}

function described(values) {
  return {
    alt: values.decorative ? "" : values.alt,
    role: values.decorative ? "presentation" : null,
  };
}

export async function insertPicture(editor, before = {}) {
  const values = await ask(editor, {
    title: "插入图片", error: before.error, submit: "插入",
    fields: [
      { name: "file", label: "图片", type: "file", value: before.file, required: true,
        accept: "image/png,image/jpeg,image/gif,image/webp",
        hint: "PNG、JPG、GIF、WebP，不超过20 MB；拍摄地点等附带信息会去掉" },
      { ...ALT, value: before.alt }, { ...ADORNS, value: before.decorative },
      { name: "caption", label: "图题（选填）", value: before.caption },
      { name: "cleaned", label: "使用清理后的副本（附带的信息里有个人信息时）",
        type: "checkbox", value: before.cleaned },
    ],
  });
  if (!values) return;
  if (!values.alt && !values.decorative) {
    insertPicture(editor, { ...values, error: SILENT });
    return;
  }
  const form = editor.options.bodyForm;
  const told = document.getElementById("saved");
  if (told) told.textContent = "正在检查图片……";
  const found = await sent(form, values);
  if (told) told.textContent = found.words || "";
  if (found.error) {
    insertPicture(editor, { ...values, error: found.error });
    return;
  }
  const attrs = { src: found.src, ...described(values) };
  const caption = values.caption ? [{ type: "text", text: values.caption }] : [];
  editor.chain().focus().insertContent(
    values.caption ? { type: "figure", attrs, content: caption } : { type: "picture", attrs },
  ).run();
}

export async function editPicture(editor, error = "") {
  const kind = editor.isActive("figure") ? "figure" : "picture";
  const { alt, role } = editor.getAttributes(kind);
  const values = await ask(editor, {
    title: "图片的替代文字", error,
    fields: [{ ...ALT, value: alt || "" }, { ...ADORNS, value: role === "presentation" }],
  });
  if (!values) return;
  if (!values.alt && !values.decorative) editPicture(editor, SILENT);
  else editor.chain().focus().updateAttributes(kind, described(values)).run();
}
