// 打印、复制链接、分享：没有脚本时这些按钮不出现，页面照样完整。
"use strict";
const tools = document.querySelector("[data-record-tools]");
const said = tools.querySelector("[role=status]");
const address = document.querySelector("link[rel=canonical]").href;

const acts = {
  print: () => window.print(),
  share: () => navigator.share({ title: document.querySelector("h1").textContent, url: address }).catch(() => {}),
  copy: () =>
    navigator.clipboard.writeText(address).then(
      () => { said.textContent = "已复制本页网址。"; },
      () => { said.textContent = "没有复制成功，请从地址栏复制。"; },
    ),
};
const able = { print: true, share: Boolean(navigator.share), copy: Boolean(navigator.clipboard) };

for (const button of tools.querySelectorAll("button[data-does]")) {
  button.hidden = !able[button.dataset.does];
  button.addEventListener("click", acts[button.dataset.does]);
}
const printed = document.querySelector("[data-printed-at]");
window.addEventListener("beforeprint", () => {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  printed.textContent = `打印时间：${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())} ${two(now.getHours())}:${two(now.getMinutes())}`;
});
