// 手机上打密码看不见，容易打错：勾一下就看得见。没有脚本，照常打。
for (const field of document.querySelectorAll("input[type=password]")) {
  const label = document.createElement("label");
  label.className = "opt";
  const box = document.createElement("input");
  box.type = "checkbox";
  box.addEventListener("change", () => {
    field.type = box.checked ? "text" : "password";
  });
  label.append(box, "显示密码");
  field.after(label);
}
