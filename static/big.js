// 大字：记在这台设备上。没有脚本时，链接让服务器记。
const page = document.documentElement;
const link = document.querySelector(".aa");
if (link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const big = page.classList.toggle("big");
    link.textContent = big ? "小字" : "大字";
    document.cookie = `big=${big ? 1 : 0}; path=/; max-age=31536000; samesite=lax`;
  });
}
