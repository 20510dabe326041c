// 选好文件就读，省一次点按；读的时候说在读。没有脚本时，按钮照样管用。
const form = document.getElementById("bring");
const working = document.getElementById("working");
const dropped = document.getElementById("text");
const most = 20 * 1024 * 1024;

function send() {
  form.hidden = true;
  working.hidden = false;
  form.submit();
}

form.addEventListener("submit", () => {
  form.hidden = true;
  working.hidden = false;
});
document.getElementById("file").addEventListener("change", (event) => {
  const file = event.target.files[0];
  if (!file) return;
  event.target.setCustomValidity(file.size > most ? "文件太大，最多 20 兆。" : "");
  if (form.reportValidity()) send();
});
dropped.addEventListener("paste", () => {
  setTimeout(() => {
    if (dropped.value.includes("\t")) send();
  });
});
// 退回来的时候（浏览器的后退），把表单还给人。
window.addEventListener("pageshow", () => {
  form.hidden = false;
  working.hidden = true;
});
