// A footnote: its mark where the cursor is, its text in the list at the end. The identities that link
// them both ways are derived when the body is cleaned.
import { ask } from "./editor-dialogs.js";

const NOTE = /^#fn(ref)?-(\d+)$/;

function noteOf(node) {
  const link = node.marks.find((mark) => mark.type.name === "link");
  return link?.attrs.href?.match(NOTE) || null;
}

// The highest number in use, how many marks there are, and where the list of notes ends.
function notes(doc) {
  const marks = new Set();
  let last = 0;
  let end = null;
  doc.forEach((block, offset) => {
    block.descendants((node) => {
      const found = noteOf(node);
      if (!found) return;
      last = Math.max(last, Number(found[2]));
      if (!found[1]) marks.add(found[2]);
      else if (block.type.name === "orderedList") end = offset + block.nodeSize - 1;
    });
  });
  return { last, count: marks.size, end };
}

const linked = (text, href, ...more) => ({
  type: "text", text, marks: [{ type: "link", attrs: { href } }, ...more],
});

export async function insertFootnote(editor) {
  const values = await ask(editor, {
    title: "插入脚注", submit: "插入",
    fields: [{ name: "text", label: "脚注的内容", required: true }],
  });
  if (!values) return;
  const { doc, selection } = editor.state;
  const { last, count, end } = notes(doc);
  const number = last + 1;
  const item = {
    type: "listItem",
    content: [{
      type: "paragraph",
      content: [{ type: "text", text: `${values.text} ` }, linked("↑", `#fnref-${number}`)],
    }],
  };
  const list = end === null ? { type: "orderedList", content: [item] } : item;
  editor.chain().focus()
    .insertContentAt(end ?? doc.content.size, list, { updateSelection: false })
    .insertContentAt(
      selection.to,
      linked(`[${count + 1}]`, `#fn-${number}`, { type: "superscript" }),
    )
    .command(({ tr }) => Boolean(tr.setStoredMarks([]))) // what is typed next is plain text
    .run();
}
