// 在微信里转发时带上题目和图。签不了名也没关系：微信自己读网页的题目，一样能转。
const SDK = "https://res.wx.qq.com/open/js/jweixin-1.6.0.js";
const meta = (name) => document.querySelector(`meta[property="og:${name}"]`)?.content ?? "";

function load(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

async function sign() {
  const here = location.href.split("#")[0];
  const answer = await fetch(`/share/signature?url=${encodeURIComponent(here)}`);
  if (!answer.ok) return;
  const signed = await answer.json();
  await load(SDK);
  const names = ["updateAppMessageShareData", "updateTimelineShareData"];
  const card = {
    title: meta("title"),
    desc: meta("description"),
    link: here,
    imgUrl: meta("image"),
  };
  wx.config({ ...signed, debug: false, jsApiList: names });
  wx.ready(() => names.forEach((name) => wx[name](card)));
}

if (/MicroMessenger/i.test(navigator.userAgent)) {
  sign().catch(() => {}); // 网不通就算了，网页照样看、照样转
}
