// 常说的几句，点一下就写进去，还能改。没有脚本时自己写。
for (const row of document.querySelectorAll("[data-fills]")) {
  const field = document.getElementById(row.dataset.fills);
  row.hidden = false;
  row.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    field.value = field.value ? `${field.value}；${button.textContent}` : button.textContent;
    field.focus();
  });
}
