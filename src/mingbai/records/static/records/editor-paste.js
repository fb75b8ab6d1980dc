// What is pasted from Word, before the schema reads it: a heading of any level stays a heading.
import { withoutStyles } from "./editor-schema.js";

const OUTLINED =
  /<p\b([^<>]*\bdata-style=(["'])(?:(?!\2).)*mso-outline-level:\s*([1-9])(?:(?!\2).)*\2[^<>]*)>([\s\S]*?)<\/p>/gi;
// the page has the title as its h1; below the third level there is no further one
const level = (given) => Math.min(4, Math.max(2, Number(given)));

export function pasted(html) {
  return withoutStyles(html)
    .replace(OUTLINED, (_, attributes, quote, given, inside) =>
      `<h${level(given)}${attributes}>${inside}</h${level(given)}>`)
    .replace(/<(\/?)h([156])\b/gi, (_, end, given) => `<${end}h${level(given)}`);
}
