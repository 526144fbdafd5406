// The page around the packaged room: it starts Python in a worker, and shows what the room answers.
// The pages are those of the served room; htmx gets a fetch that asks the worker.

const version = new URL(import.meta.url).search;
const here = new URL("./", import.meta.url);
const TOTAL = Number(document.documentElement.dataset.bytes) || 0;

const worker = new Worker(new URL(`worker.js${version}`, here), { type: "module" });
const waiting = new Map(); // the requests that are not answered yet, by their numbers
let numbers = 0;

const started = new Promise((resolve, reject) => {
  worker.onerror = (event) => reject(new Error(event.message || "the worker does not start"));
  worker.onmessage = ({ data }) => {
    if (data.loaded) {
      progress(data.loaded);
    } else if (data.started) {
      resolve();
    } else if (data.number) {
      const { settle, fail } = waiting.get(data.number);
      waiting.delete(data.number);
      data.failed ? fail(new Error(data.failed)) : settle(data);
    } else if (data.failed) {
      reject(Object.assign(new Error(data.failed), { why: data.failed }));
    }
  };
});

function progress(bytes) {
  const bar = document.getElementById("progress");
  if (bar && TOTAL) {
    // The last part is for what comes after loading.
    bar.value = Math.min(90, (90 * bytes) / TOTAL);
  }
}

// Ask the room for a page, and return the answer: status, headers, body and the page's address.
async function ask(method, address, form = [], files = {}) {
  numbers += 1;
  const number = numbers;
  const answered = new Promise((settle, fail) => waiting.set(number, { settle, fail }));
  worker.postMessage({ number, method, address, form, files });
  return answered;
}

// What a form or a link asks for. The path of the page is in the query of the address.
async function request(address, { method = "GET", body = null } = {}) {
  const where = new URL(address, location.href).search;
  const form = [];
  const files = {};
  for (const [name, value] of body ?? []) {
    if (value instanceof File) {
      files[name] = new Uint8Array(await value.arrayBuffer());
    } else {
      form.push([name, value]);
    }
  }
  if (method !== "GET") {
    keepSaved();
  }
  return ask(method, where, form, files);
}

// Ask the browser once to delete nothing that is saved when its disk is full; it may ask the learner.
function keepSaved() {
  if (!keepSaved.done) {
    keepSaved.done = true;
    navigator.storage?.persist?.().catch((error) => console.info(error));
  }
}

function saves(answer) {
  return (answer.headers["content-disposition"] ?? "").startsWith("attachment");
}

// Give the learner a file, as a browser does with a download.
function give(answer) {
  const name = /filename="([^"]*)"/.exec(answer.headers["content-disposition"])?.[1] ?? "file";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([answer.body], { type: answer.headers["content-type"] }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// Tell an adapter what was answered. It can ask for the debrief of a play as JSON to know its score.
function tell({ status, address }) {
  document.dispatchEvent(new CustomEvent("balint:answered", { detail: { status, address } }));
}

// What htmx calls in place of the browser's fetch.
async function fetchRoom(address, options) {
  const answer = await request(address, options);
  tell(answer);
  if (saves(answer)) {
    give(answer);
    return new Response(null, { status: 204, headers: { "HX-Push-Url": "false" } });
  }
  const response = new Response(answer.body, { status: answer.status, headers: answer.headers });
  // htmx writes the address of the page that was shown into the history.
  Object.defineProperty(response, "url", { value: new URL(answer.address, location.href).href });
  return response;
}

// Show a page in place of the one that is there.
function show(answer) {
  const page = new DOMParser().parseFromString(new TextDecoder().decode(answer.body), "text/html");
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  document.body.replaceWith(document.adoptNode(page.body));
  window.htmx.process(document.body);
}

// Follow a link or send a form that htmx leaves alone.
async function go(address, options) {
  const answer = await request(address, options);
  tell(answer);
  if (saves(answer)) {
    give(answer);
    return;
  }
  history.pushState({ htmx: true }, "", answer.address || "?");
  show(answer);
  document.dispatchEvent(new CustomEvent("htmx:after:swap"));
}

function isOurs(address) {
  const url = new URL(address, location.href);
  return url.origin === location.origin && url.pathname === location.pathname;
}

function listen() {
  document.addEventListener("htmx:before:request", (event) => {
    event.detail.ctx.fetch = fetchRoom;
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const plain = !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (event.defaultPrevented || !link || !plain || link.target || !isOurs(link.href)) {
      return;
    }
    if (link.getAttribute("href").startsWith("#") || link.protocol === "blob:") {
      return; // a place on this page; a file that is being given
    }
    event.preventDefault();
    go(link.href).catch(fail);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !isOurs(form.action)) {
      return;
    }
    event.preventDefault();
    const body = new FormData(form, event.submitter);
    const address = event.submitter?.getAttribute("formaction") ?? form.getAttribute("action");
    if (form.method === "post") {
      go(address, { method: "POST", body }).catch(fail);
      return;
    }
    const url = new URL(address, location.href);
    for (const [name, value] of body) {
      url.searchParams.set(name, value);
    }
    go(url.href).catch(fail);
  });
}

function fail(error) {
  console.error(error);
  location.reload(); // the room opens again with what is saved
}

async function start() {
  await started;
  const first = await request(location.href);
  show(first);
  history.replaceState({ htmx: true }, "", location.href);
  listen();
  await import(new URL(`static/room.js${version}`, here));
  // A module that reports to a learning management system, if the export has one.
  const adapter = document.documentElement.dataset.adapter;
  if (adapter) {
    await import(new URL(`${adapter}${version}`, here));
  }
  document.dispatchEvent(new CustomEvent("balint:started", { detail: { ask } }));
}

function script(address) {
  return new Promise((resolve, reject) => {
    const added = document.createElement("script");
    added.src = address;
    added.onload = resolve;
    added.onerror = () => reject(new Error(String(address)));
    document.head.append(added);
  });
}

try {
  await Promise.all([script(new URL(`static/htmx.min.js${version}`, here)), started]);
  await start();
} catch (error) {
  console.error(error);
  document.getElementById("loading").hidden = true;
  document.getElementById(error.why ?? "failed").hidden = false;
}

// Only now, so that it does not load everything a second time meanwhile.
navigator.serviceWorker?.register(new URL("offline.js", here), { scope: here.pathname }).catch(
  // Some servers and frames allow none; the room then needs the network when it is opened.
  (error) => console.info(error),
);
