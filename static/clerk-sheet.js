// 写了字就是选了这一条；数一数还有几处没选。没有脚本时，交上去服务器会说。
const left = document.querySelector("[data-unchosen]");
const boxes = [...document.querySelectorAll("fieldset")];

function count() {
  if (!left) return;
  const open = boxes.filter(
    (box) => !box.dataset.optional && !box.querySelector("input[type=radio]:checked"),
  ).length;
  const line = left.closest("p");
  line.firstChild.textContent = open ? "还有 " : "都选好了";
  left.textContent = open || "";
  left.nextSibling.textContent = open ? " 处没选" : "";
}

for (const field of document.querySelectorAll("[data-picks]")) {
  field.addEventListener("input", () => {
    const box = field.closest("fieldset");
    box.querySelector(`input[value="${field.dataset.picks}"]`).checked = true;
    count();
  });
}
for (const box of boxes) {
  box.addEventListener("change", (event) => {
    const field = event.target.closest(".opt")?.nextElementSibling;
    const input = field?.querySelector?.("[data-picks]");
    if (input && event.target.type === "radio") input.focus();
    count();
  });
}
