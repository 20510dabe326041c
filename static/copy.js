// 复制要贴到群里的话。没有脚本时，人自己选中复制。
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy");
    }
    const said = document.getElementById(button.dataset.said);
    if (said) said.textContent = "复制好了，去群里按住输入框，选粘贴。";
  });
}
