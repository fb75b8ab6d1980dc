// What a body may hold, as mingbai.prose.model has it; classes instead of styles.
import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Extension, Gapcursor, HardBreak, Heading,
  History, HorizontalRule, Italic, Link, ListItem, Node, OrderedList, Paragraph, Strike, Subscript,
  Superscript, Table, TableCell, TableHeader, TableRow, Text, Underline, mergeAttributes,
} from "../django_prose_editor/editor.js";
import { editLink } from "./editor-dialogs.js";

const WIDTH = /^w-\d{1,3}$/;

// The content policy refuses styles and handlers, even of pasted text that is only being read.
export function withoutStyles(html) {
  return html.replace(/<[a-z][^<>]*>/gi, (tag) =>
    tag.replace(/([\s/"'])(style|on[a-z]+)\s*=/gi, (_, before, name) =>
      name.toLowerCase() === "style" ? `${before} data-style=` : `${before} data-dropped=`,
    ),
  );
}

function said(element, name) {
  const style = element.getAttribute("data-style") || "";
  const found = style.match(new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]+)`, "i"));
  return found ? found[1].trim().toLowerCase() : "";
}

function align(element) {
  const word = said(element, "text-align") || (element.getAttribute("align") || "").toLowerCase();
  for (const side of ["center", "right"]) {
    if (element.classList.contains(`align-${side}`) || word === side) return side;
  }
  const cell = element.parentElement?.closest("td, th, div");
  return cell && cell !== element ? align(cell) : null;
}

const choice = (names) => ({
  default: null,
  parseHTML: (element) => names.find((name) => element.classList.contains(name)) || null,
});

const classed = (attribute, name, rendered = (value) => value) => ({
  ...attribute,
  renderHTML: (attributes) => (attributes[name] ? { class: rendered(attributes[name]) } : {}),
});

const Classes = Extension.create({
  name: "bodyClasses",
  addGlobalAttributes() {
    const indents = ["no-indent", "indent-2", "indent-4", "hanging-2"];
    return [
      {
        types: ["paragraph", "heading"],
        attributes: {
          align: classed({ default: null, parseHTML: align }, "align", (side) => `align-${side}`),
        },
      },
      { types: ["paragraph"], attributes: { indent: classed(choice(indents), "indent") } },
      {
        types: ["tableCell", "tableHeader"],
        attributes: {
          valign: classed(choice(["valign-top", "valign-bottom"]), "valign"),
          share: classed(
            {
              default: null,
              parseHTML: (cell) => [...cell.classList].find((name) => WIDTH.test(name)) || null,
            },
            "share",
          ),
        },
      },
      {
        types: ["tableHeader"],
        attributes: { scope: { default: null, parseHTML: (cell) => cell.getAttribute("scope") } },
      },
      { types: ["table"], attributes: { lines: classed(choice(["borderless"]), "lines") } },
    ];
  },
});

// The caption of a table is one of its attributes, so that it is not lost; its text only.
const BodyTable = Table.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      caption: {
        default: null,
        parseHTML: (table) => table.querySelector(":scope > caption")?.textContent.trim() || null,
        renderHTML: () => ({}),
      },
    };
  },
  parseHTML() {
    return [{ tag: "table" }, { tag: "caption", ignore: true }];
  },
  addNodeView() {
    return null;
  },
  renderHTML({ node, HTMLAttributes }) {
    const attributes = mergeAttributes(this.options.HTMLAttributes, HTMLAttributes);
    const caption = ["caption", { contenteditable: "false" }, node.attrs.caption || ""];
    return node.attrs.caption
      ? ["table", attributes, caption, ["tbody", 0]]
      : ["table", attributes, ["tbody", 0]];
  },
});

// Only a file of the same record: its name is its hash, below the address of the record.
const OWN = /^files\/[0-9a-f]{64}\.(png|jpg|gif|webp)$/;
const isOwn = (image) => OWN.test(image?.getAttribute("src") || "");
const adorns = (image) => (image?.getAttribute("role") === "presentation" ? "presentation" : null);

function image(node, editor) {
  const made = document.createElement("img");
  made.src = (editor.options.element.dataset.at || "") + node.attrs.src;
  made.alt = node.attrs.alt || "";
  return made;
}

const Picture = Node.create({
  name: "picture",
  group: "inline",
  inline: true,
  draggable: true,
  addAttributes: () => ({
    src: { default: null },
    alt: { default: "" },
    role: { default: null, parseHTML: adorns },
  }),
  parseHTML: () => [{ tag: "img[src]", getAttrs: (found) => (isOwn(found) ? null : false) }],
  renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
  addNodeView: () => ({ node, editor }) => ({ dom: image(node, editor) }),
});

const Figure = Node.create({
  name: "figure",
  group: "block",
  content: "inline*",
  isolating: true,
  addAttributes: () => ({
    src: { default: null, parseHTML: (figure) => figure.querySelector("img")?.getAttribute("src") },
    alt: { default: "", parseHTML: (figure) => figure.querySelector("img")?.getAttribute("alt") },
    role: { default: null, parseHTML: (figure) => adorns(figure.querySelector("img")) },
  }),
  parseHTML: () => [
    {
      tag: "figure",
      priority: 60,
      contentElement: (figure) => figure.querySelector("figcaption") || figure,
      getAttrs: (figure) => (isOwn(figure.querySelector("img")) ? null : false),
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ["figure", ["img", HTMLAttributes], ["figcaption", 0]],
  addNodeView: () => ({ node, editor }) => {
    const dom = document.createElement("figure");
    const contentDOM = document.createElement("figcaption");
    dom.append(image(node, editor), contentDOM);
    return { dom, contentDOM, ignoreMutation: () => false };
  },
});

const BodyLink = Link.extend({
  addKeyboardShortcuts() {
    return { "Mod-k": () => editLink(this.editor) };
  },
}).configure({ autolink: false, linkOnPaste: true, openOnClick: false });

export function extensions() {
  return [
    Document, Paragraph, Text, HardBreak, History, Dropcursor, Gapcursor, Classes,
    Heading.configure({ levels: [2, 3, 4] }), Blockquote, HorizontalRule,
    Bold, Italic, Underline, Strike, Subscript, Superscript, BodyLink,
    BulletList, OrderedList, ListItem,
    BodyTable.configure({ resizable: false }), TableRow, TableHeader, TableCell, Picture, Figure,
  ];
}
