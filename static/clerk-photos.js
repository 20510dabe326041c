// 照片先在手机上缩小再传，省流量；缩不了的原样传。没有脚本时，表单照样管用。
const form = document.getElementById("add");
const most = 1600;

async function smaller(file) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, most / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    return blob ? new File([blob], file.name, { type: "image/jpeg" }) : file;
  } catch {
    return file;
  }
}

if (form) {
  const input = document.getElementById("photos");
  document.getElementById("send").hidden = true;
  input.addEventListener("change", async () => {
    if (!input.files.length) return;
    document.getElementById("sending").hidden = false;
    const bag = new DataTransfer();
    for (const file of input.files) bag.items.add(await smaller(file));
    input.files = bag.files;
    form.submit();
  });
}
