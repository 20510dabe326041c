// 大厅的屏断了网也开得开：先问网上，没有就拿存下的。只存这一页和它的样式、脚本。
const KEPT = "kiosk";
const MAX_KEPT = 20;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event.request));
});

async function answer(request) {
  const kept = await caches.open(KEPT);
  try {
    const fresh = await fetch(request);
    if (fresh.ok) {
      await kept.put(request, fresh.clone());
      const keys = await kept.keys();
      await Promise.all(keys.slice(0, Math.max(0, keys.length - MAX_KEPT)).map((key) => kept.delete(key)));
    }
    return fresh;
  } catch (error) {
    const old = await kept.match(request, { ignoreVary: true });
    if (!old) throw error;
    const headers = new Headers(old.headers);
    headers.set("X-From-Cache", "1");
    headers.delete("Content-Encoding");
    return new Response(await old.blob(), { status: old.status, headers });
  }
}
