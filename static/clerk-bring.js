// 一个大按钮选表，选好就读，省两次点按；读的时候说在读。没有脚本时，原来的表单照样管用。
import { smaller } from "./smaller.js";

const form = document.getElementById("bring");
const working = document.getElementById("working");
const file = document.getElementById("file");
const pasted = document.getElementById("text");
const read = document.getElementById("read");
const most = 20 * 1024 * 1024;
const side = 3000; // 认字用不着更大的照片

const choose = document.createElement("button");
choose.type = "button";
choose.className = "btn go wide";
choose.textContent = "选一张表";
choose.addEventListener("click", () => file.click());
file.after(choose);
file.hidden = true;
read.hidden = !pasted.value;

function busy() {
  form.hidden = true;
  working.hidden = false;
}

// 没有信号就先等着，不让浏览器报错把选好的表丢了。
async function send() {
  if (navigator.onLine === false) {
    choose.textContent = "现在没有信号，有了信号自己接着传";
    window.addEventListener("online", send, { once: true });
    return;
  }
  const chosen = file.files[0];
  busy();
  if (chosen.type.startsWith("image/")) {
    const bag = new DataTransfer();
    bag.items.add(await smaller(chosen, side));
    file.files = bag.files;
  }
  form.submit();
}

form.addEventListener("submit", busy);
file.addEventListener("change", () => {
  const chosen = file.files[0];
  if (!chosen) return;
  if (chosen.size > most) {
    choose.textContent = "这个太大，最多 20 兆，另选一张";
    file.value = "";
    return;
  }
  send();
});
pasted.addEventListener("input", () => {
  read.hidden = !pasted.value;
});
pasted.addEventListener("paste", () => {
  setTimeout(() => {
    if (!pasted.value.includes("\t")) return;
    busy();
    form.submit();
  });
});
// 后退回来的时候，把表单还给人。
window.addEventListener("pageshow", () => {
  form.hidden = false;
  working.hidden = true;
});
