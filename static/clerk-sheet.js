// 选了“我来说明”才露出写字的格；数一数还有几处没选、没写；选一个、写一句就存一次。
// 没有脚本时格子都在，点“检查一遍”一起存。
import { drop, keep as keepHere } from "./kept-words.js";

const left = document.querySelector("[data-unchosen]");
const boxes = [...document.querySelectorAll("fieldset[data-box]")];
const form = document.getElementById("mend");
const state = document.querySelector("[data-kept]");

function radio(box, field) {
  return box.querySelector(`input[type=radio][value="${field.dataset.picks}"]`);
}

// 选了一个，要写字的也写了。
function isChosen(box) {
  const picked = box.querySelector("input[type=radio]:checked");
  const field = picked && box.querySelector(`[data-picks="${picked.value}"]`);
  return Boolean(picked && (!field || field.value.trim()));
}

function show() {
  for (const box of boxes) {
    for (const field of box.querySelectorAll("[data-picks]")) {
      field.closest(".more").hidden = !radio(box, field).checked;
    }
  }
  if (!left || !boxes.length) return;
  const open = boxes.filter(
    (box) => box.dataset.box !== "optional" && !isChosen(box),
  ).length;
  left.textContent = open ? `还有 ${open} 处没选` : "都选好了";
}

let isNew = false; // 有没有还没存的
let isSending = false;
let sending = Promise.resolve();
let later;

async function send() {
  if (!isNew) return;
  isNew = false;
  isSending = true;
  try {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.dataset.keep, { method: "POST", body, keepalive: true });
    if (!answer.ok || answer.redirected) throw new Error();
    const { revision } = await answer.json();
    for (const one of document.querySelectorAll("[name=revision]")) one.value = revision;
    form.dataset.over = revision;
    if (isNew) return keepHere(form); // 存的时候又写了几个字，接着还要存
    drop(form);
    state.textContent = "已存好，随时能走开";
  } catch {
    isNew = true;
    state.textContent = "还没存上，字还在这一页，点“检查一遍”再存";
  } finally {
    isSending = false;
  }
}

const next = () => {
  clearTimeout(later);
  sending = sending.then(send);
};

function keep(wait) {
  isNew = true;
  state.textContent = "正在存";
  clearTimeout(later);
  later = setTimeout(next, wait);
}

for (const box of boxes) {
  box.addEventListener("change", (event) => {
    show();
    keep(0);
    if (event.target.type !== "radio") return;
    const field = box.querySelector(`[data-picks="${event.target.value}"]`);
    if (field) field.focus();
  });
  box.addEventListener("input", () => {
    show();
    keep(700);
  });
}
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && isNew) next();
});
// 存到一半点了“检查一遍”：等它存完再交，不然交的是旧的一版。
form.addEventListener("submit", (event) => {
  clearTimeout(later);
  if (!isSending) return;
  event.preventDefault();
  sending.then(() => setTimeout(() => form.requestSubmit(event.submitter)));
});
show();
