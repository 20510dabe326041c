// 没有信号的时候不交：不走，说一句，写的都还在这一页上。已经在交的，不再交一次。
const AGAIN = 3000; // 交了以后是下载一个文件的，页还在，过几秒钟能再点
const note = document.createElement("p");
note.className = "offline";
note.setAttribute("role", "alert");
note.textContent = "现在没有信号，还没有交。写的都在，有了信号再点一次。";
let going = null;

function stop() {
  going?.removeAttribute("aria-busy");
  going = null;
}

document.addEventListener(
  "submit",
  (event) => {
    const isAway = navigator.onLine === false;
    if (!isAway && !going) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isAway) (event.submitter?.closest(".dock, form") ?? event.target).before(note);
    note.scrollIntoView({ block: "nearest" });
  },
  true,
);
document.addEventListener("submit", (event) => {
  const tab = event.submitter?.formTarget || event.target.target;
  if (event.defaultPrevented || tab === "_blank") return; // 另开一页的，这一页没有走
  going = event.submitter ?? event.target;
  going.setAttribute("aria-busy", "true");
  setTimeout(stop, AGAIN);
});
window.addEventListener("online", () => note.remove());
window.addEventListener("pageshow", stop);
