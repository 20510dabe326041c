// 大厅的屏：一页一页换；没人碰就从头；断了网照样放，放的是哪天的写在下面。
const REFRESH = 300; // 秒：多久问一次有没有新的
const IDLE = 60; // 秒：多久没人碰，就接着自己换
const NIGHT = 3; // 点：夜里整页换一次，几天不关也不涨
const page = document.documentElement;
const $ = (id) => document.getElementById(id);
const holder = $("slides");
const seconds = Number(document.body.dataset.seconds);
let now = 0;
let left = seconds;
let idle = IDLE; // 没人碰过
let held = false;
let age = 0;
let day = new Date().getDate();

const slides = () => holder.children;

function show(n) {
  const all = slides();
  now = (n + all.length) % all.length;
  for (let i = 0; i < all.length; i += 1) all[i].classList.toggle("shown", i === now);
  left = seconds;
  $("where").textContent = `第 ${now + 1} 页，共 ${all.length} 页`;
}

function hold(on) {
  held = on;
  $("hold").setAttribute("aria-pressed", String(on));
  $("hold").textContent = on ? "接着放" : "停住";
}

function touched(act) {
  return () => {
    idle = 0;
    act();
  };
}

// 过了公布期限的不放：断着网，名单也到日子就收。
function expire() {
  const clock = new Date();
  const today = [clock.getFullYear(), clock.getMonth() + 1, clock.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  const over = [...slides()].filter((slide) => slide.dataset.until && slide.dataset.until < today);
  if (!over.length) return;
  for (const slide of over) slide.remove();
  if (!slides().length) holder.append($("over").content.cloneNode(true));
  show(Math.min(now, slides().length - 1));
}

async function refresh() {
  let why = "网断了";
  try {
    const answer = await fetch(location.href, { cache: "no-cache" });
    if (!answer.ok) {
      why = "网站这会儿打不开";
      throw new Error(answer.status);
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const at = fresh.body.dataset.at;
    if (answer.headers.get("X-From-Cache")) throw new Error("cache");
    holder.replaceChildren(...document.importNode(fresh.getElementById("slides"), true).children);
    document.body.dataset.at = at;
    $("state").textContent = `${at} 的内容`;
    show(Math.min(now, slides().length - 1));
    return true;
  } catch {
    $("state").textContent = `${why}，放的是 ${document.body.dataset.at} 的内容`;
    return false;
  }
}

async function tick() {
  age += 1;
  expire();
  if (idle < IDLE && (idle += 1) === IDLE) {
    hold(false);
    show(0);
  }
  if (!held) {
    left -= 1;
    if (left <= 0) show(now + 1);
  }
  $("left").value = seconds - left;
  const clock = new Date();
  if (age % REFRESH === 0 && (await refresh()) && clock.getDate() !== day && clock.getHours() >= NIGHT) location.reload();
}

page.classList.add("on");
show(0);
expire();
$("back").addEventListener("click", touched(() => show(now - 1)));
$("next").addEventListener("click", touched(() => show(now + 1)));
$("hold").addEventListener("click", touched(() => hold(!held)));
setInterval(tick, 1000);
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/kiosk/worker.js").catch(() => {});
