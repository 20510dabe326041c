// 刚贴出来时，存下来的文件还在做：隔几秒看一眼，做好了换上来。没有脚本，刷新一下也一样。
const PAUSE = 4000;

async function look(left) {
  const answer = await fetch(location.pathname);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const files = page.getElementById("files");
  if (files && !("waiting" in files.dataset)) {
    document.getElementById("files").replaceWith(files);
  } else if (left) {
    wait(left - 1);
  }
}

function wait(left) {
  setTimeout(() => look(left).catch(() => wait(left - 1)), PAUSE);
}

wait(90);
