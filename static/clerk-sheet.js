// 选了“我来说明”才露出写字的格；数一数还有几处没选。没有脚本时格子都在，交上去服务器会说。
const left = document.querySelector("[data-unchosen]");
const boxes = [...document.querySelectorAll("fieldset[data-box]")];

function radio(box, field) {
  return box.querySelector(`input[type=radio][value="${field.dataset.picks}"]`);
}

function show() {
  for (const box of boxes) {
    for (const field of box.querySelectorAll("[data-picks]")) {
      field.closest(".more").hidden = !radio(box, field).checked;
    }
  }
  if (!left || !boxes.length) return;
  const open = boxes.filter(
    (box) => box.dataset.box !== "optional" && !box.querySelector("input[type=radio]:checked"),
  ).length;
  left.textContent = open ? `还有 ${open} 处没选` : "都选好了";
}

for (const box of boxes) {
  box.addEventListener("change", (event) => {
    show();
    if (event.target.type !== "radio") return;
    const field = box.querySelector(`[data-picks="${event.target.value}"]`);
    if (field) field.focus();
  });
}
show();
