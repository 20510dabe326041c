// 照片先在手机上缩小再传，省流量；缩不了的原样传。没有脚本时，表单照样管用。
import { smaller } from "./smaller.js";

const form = document.getElementById("add");
const most = 1600; // 边长，像素

if (form) {
  const input = document.getElementById("photos");
  document.getElementById("send").hidden = true;
  input.addEventListener("change", async () => {
    if (!input.files.length) return;
    document.getElementById("sending").hidden = false;
    const bag = new DataTransfer();
    for (const file of input.files) bag.items.add(await smaller(file, most));
    input.files = bag.files;
    form.submit();
  });
}
