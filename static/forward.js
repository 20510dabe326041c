// 手机浏览器自带的“分享”：话带网址，图片一起。没有这个功能的（包括微信里），按钮不出来。
const give = async (data) => {
  try {
    await navigator.share(data);
  } catch {
    // 人自己点了取消，或者手机不让：页面上还能复制、还能按住图片。
  }
};

for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  button.hidden = false;
  const text = document.getElementById(button.dataset.share).value;
  button.addEventListener("click", () => give({ title: document.title, text }));
}

async function file(image, number) {
  const answer = await fetch(image.src);
  const data = await answer.blob();
  return new File([data], `图片${number + 1}.png`, { type: data.type });
}

for (const button of document.querySelectorAll("[data-share-pictures]")) {
  const probe = new File(["."], "a.png", { type: "image/png" });
  if (!navigator.canShare?.({ files: [probe] })) continue;
  const fold = document.getElementById(button.dataset.sharePictures);
  let files = null; // 点开了就先取好：系统的分享只认刚点过的手
  fold.addEventListener("toggle", () => {
    if (!fold.open || files) return;
    Promise.all([...fold.querySelectorAll("img")].map(file))
      .then((made) => {
        files = made;
        button.hidden = false;
      })
      .catch(() => {});
  });
  button.addEventListener("click", () => give({ files }));
}
