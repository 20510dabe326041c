// 听读：用浏览器自己的声音念广播稿。浏览器不会念，按钮就不出来，稿子还在。
const button = document.querySelector("#listen");
const text = document.querySelector("#broadcast");
if (button && text && "speechSynthesis" in window) {
  const words = { idle: "听一听", on: "停" };
  const show = (state) => {
    button.textContent = words[state];
    button.setAttribute("aria-pressed", String(state === "on"));
  };
  button.hidden = false;
  show("idle");
  button.addEventListener("click", () => {
    if (speechSynthesis.speaking) {
      speechSynthesis.cancel();
      show("idle");
      return;
    }
    // 一句一句念：长句子有的手机念到一半就停。
    const lines = text.textContent.trim().split(/(?<=[。！？])/);
    lines.forEach((line, n) => {
      const part = new SpeechSynthesisUtterance(line);
      part.lang = "zh-CN";
      part.rate = 0.9;
      part.onerror = () => show("idle");
      if (n === lines.length - 1) part.onend = () => show("idle");
      speechSynthesis.speak(part);
    });
    show("on");
  });
  addEventListener("pagehide", () => speechSynthesis.cancel());
}
