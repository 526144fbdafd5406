// The service worker: after the first time the room opens without a network. All files of a version
// are in a cache of their own, and those of the version before go when no page uses them any longer.
// VERSION and FILES are written above when the room is exported.

const here = new URL("./", self.location);
const OURS = `balint-room ${here.pathname} `; // other rooms can be in other folders of the server
const NAME = OURS + VERSION;

self.addEventListener("install", (event) => {
  event.waitUntil(fill());
});

async function fill() {
  const cache = await caches.open(NAME);
  await Promise.all(
    FILES.map(async (name) => {
      const response = await fetch(new URL(name, here), { cache: "no-cache" });
      if (!response.ok) {
        throw new Error(`${response.status} ${name}`);
      }
      await cache.put(new URL(name, here), response);
    }),
  );
}

self.addEventListener("activate", (event) => {
  event.waitUntil(drop());
});

async function drop() {
  for (const name of await caches.keys()) {
    if (name.startsWith(OURS) && name !== NAME) {
      await caches.delete(name);
    }
  }
  await self.clients.claim();
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method === "GET" && url.origin === here.origin && url.pathname.startsWith(here.pathname)) {
    event.respondWith(answer(event.request, url));
  }
});

async function answer(request, url) {
  // The query of a page is for the page, and that of a file only says its version.
  const name = url.pathname === here.pathname ? "index.html" : url.pathname;
  const found = await (await caches.open(NAME)).match(new URL(name, here));
  return found ?? fetch(request);
}
