// 写到一半的字先留在手机里：接了电话、登录过期、微信把页关了，两天里回来还在。
// data-over 是照着哪一版写的：存进去了版就变了，留着的不再拿出来。存不了也没关系，页照样用。
// 一部手机几个人用：别的账号登录，或者退出登录，前一个人写的字就都清掉。
const DAYS = 2 * 24 * 3600 * 1000;
const SKIP = new Set(["hidden", "file", "password", "submit"]);

const MINE = document.querySelector("[data-whose]")?.dataset.whose;
const key = (form) => `words ${location.pathname}${location.search} ${form.action}`;
const fields = (form) => [...form.elements].filter((one) => one.name && !SKIP.has(one.type));
const isTick = (one) => one.type === "radio" || one.type === "checkbox";
const state = (one) => (isTick(one) ? one.checked : one.value);
const name = (one) => (isTick(one) ? `${one.name} ${one.value}` : one.name);

export function keep(form) {
  const words = Object.fromEntries(fields(form).map((one) => [name(one), state(one)]));
  try {
    localStorage.setItem(key(form), JSON.stringify({ whose: MINE, at: Date.now(), over: form.dataset.over, words }));
  } catch {
    // 手机不让存：那就只在这一页上。
  }
}

export function drop(form) {
  try {
    localStorage.removeItem(key(form));
  } catch {
    // 同上。
  }
}

function found(form) {
  try {
    const kept = JSON.parse(localStorage.getItem(key(form)));
    return kept?.over === form.dataset.over ? kept.words : null;
  } catch {
    return null;
  }
}

function put(form, words) {
  let changed = false;
  for (const one of fields(form)) {
    const said = words[name(one)];
    if (said === undefined || said === state(one)) continue;
    if (isTick(one)) one.checked = said;
    else one.value = said;
    changed = true;
  }
  if (!changed) return;
  const note = document.createElement("p");
  note.className = "offline";
  note.setAttribute("role", "status");
  note.textContent = "刚才写的还在下面，还没有存。";
  form.before(note);
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

// data-whose 是谁登录着；刚退出、还没人登录是空的。登录过期的那一页不写，字留着等他回来。
function forgetOthers() {
  try {
    for (const one of Object.keys(localStorage)) {
      if (!one.startsWith("words ")) continue;
      const { whose, at } = JSON.parse(localStorage.getItem(one));
      if (whose !== MINE || !(Date.now() - at < DAYS)) localStorage.removeItem(one);
    }
  } catch {
    // 同上。
  }
}

if (MINE !== undefined) forgetOthers();
for (const form of document.querySelectorAll("form[data-over]")) {
  const words = found(form);
  if (words) put(form, words);
  else drop(form);
  form.addEventListener("input", () => keep(form));
}
