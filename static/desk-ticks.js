// 一下子全打勾、全不打。没有脚本，一行一行打也一样。
const all = document.getElementById("all");
const boxes = document.querySelectorAll("[form=remind][name=owed]");
if (all && boxes.length > 1) {
  all.hidden = false;
  all.querySelector("input").addEventListener("change", (event) => {
    for (const box of boxes) box.checked = event.target.checked;
  });
}
