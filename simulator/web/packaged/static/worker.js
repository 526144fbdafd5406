// Python in a worker: the program itself, which answers what the page asks for, and the browser's
// storage, in which everything is saved before an answer is shown.

const version = new URL(self.location).search;
const here = new URL("./", self.location);
const SAVED = "balint-leader-simulator"; // the database, one for all rooms of this server
const GENERATION = ["generation"]; // the row that counts the transactions, whichever tab made them

let python;
let bridge; // the Python object that answers
let database;
let generation = 0; // of what this room knows

// What is loaded is counted for the progress bar. Some servers do not know the type of a file.
const fetched = self.fetch.bind(self);
let loaded = 0;
self.fetch = async (address, options) => {
  const response = await fetched(address, options);
  const name = new URL(response.url || address, here).pathname;
  if (!response.ok || !response.body || !/\.(wasm|zip)$/.test(name)) {
    return response;
  }
  const count = new TransformStream({
    transform(piece, out) {
      loaded += piece.byteLength;
      self.postMessage({ loaded });
      out.enqueue(piece);
    },
  });
  const type = name.endsWith(".wasm") ? "application/wasm" : "application/zip";
  return new Response(response.body.pipeThrough(count), { headers: { "content-type": type } });
};

async function start() {
  database = await opened();
  const room = fetch(new URL(`room.zip${version}`, here)).then((response) => {
    if (!response.ok) {
      throw new Error(`room.zip: ${response.status}`);
    }
    return response.arrayBuffer();
  });
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([
    import(new URL(`runtime/pyodide.js${version}`, here)),
    import(new URL(`runtime/pyodide.asm.js${version}`, here)),
  ]);
  python = await loadPyodide({
    indexURL: new URL("runtime/", here).href,
    stdLibURL: new URL(`runtime/python_stdlib.zip${version}`, here).href,
    createPyodideModule,
    // No package is ever loaded by Pyodide.
    lockFileContents: { info: { abi_version: "2026_0", arch: "wasm32", platform: "emscripten_5_0_3", python: "3.14.2", version: "314.0.7" }, packages: {} },
  });
  python.unpackArchive(await room, "zip", { extractDir: "/packaged" });
  bridge = python.runPython(`
import sys
sys.path.insert(0, "/packaged/python")
from simulator.web.packaged.host import Bridge
Bridge("/packaged/room")
`);
  await read();
}

// What reads texts is large, and no page of what was exported needs it: it is loaded when the first
// page is shown. A page that needs it sooner waits for it.
let rest;
function complete() {
  rest ??= fetch(new URL(`reader.zip${version}`, here))
    .then(async (response) => {
      if (!response.ok) {
        throw new Error(`reader.zip: ${response.status}`);
      }
      python.unpackArchive(await response.arrayBuffer(), "zip", { extractDir: "/packaged" });
      python.runPython("import importlib; importlib.invalidate_caches()");
      complete.done = true;
    })
    .catch((error) => {
      console.info(error);
      rest = undefined; // the next request tries it again
    });
  return rest;
}

// The storage

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function opened() {
  const request = indexedDB.open(SAVED, 1);
  request.onupgradeneeded = () => request.result.createObjectStore("rows");
  const found = await done(request);
  // A later version of this program may want to change the database.
  found.onversionchange = () => found.close();
  return found;
}

// Open the room anew from what is saved.
async function read() {
  const store = database.transaction("rows").objectStore("rows");
  const [keys, values, now] = await Promise.all([
    done(store.getAllKeys()),
    done(store.getAll()),
    done(store.get(GENERATION)),
  ]);
  bridge.open(JSON.stringify(keys.map((key, number) => [key, values[number]])));
  generation = now ?? 0;
}

async function moved() {
  const store = database.transaction("rows").objectStore("rows");
  return ((await done(store.get(GENERATION))) ?? 0) !== generation;
}

// Save rows in one transaction, which is on the disk when this returns. Return false, with nothing
// saved, if another tab has saved something meanwhile.
function save(rows) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction("rows", "readwrite", { durability: "strict" });
    const store = transaction.objectStore("rows");
    let other = false;
    store.get(GENERATION).onsuccess = (event) => {
      if ((event.target.result ?? 0) !== generation) {
        other = true;
        transaction.abort();
        return;
      }
      for (const [key, value] of rows) {
        if (value === null) {
          store.delete(key);
        } else {
          store.put(value, key);
        }
      }
      store.put(generation + 1, GENERATION);
    };
    transaction.oncomplete = () => {
      generation += 1;
      resolve(true);
    };
    transaction.onabort = () => (other ? resolve(false) : reject(transaction.error));
  });
}

// Answers

function answered([head, body]) {
  const { status, headers, rows } = JSON.parse(head);
  return { status, headers, rows, body };
}

// Ask the program, and return what it answers as JavaScript has it.
function ask(method, address, form, files) {
  const sent = files && Object.keys(files).length ? python.toPy(files) : undefined;
  const made = bridge.answer(method, address, JSON.stringify(form), sent);
  return answered(taken(made));
}

function taken(made) {
  const pair = made.toJs({ create_pyproxies: false });
  made.destroy();
  return pair;
}

function excuse(why, reason = "") {
  return answered(taken(bridge.excuse(why, reason)));
}

async function answer(method, address, form, files) {
  if (await moved()) {
    await read();
  }
  let result;
  try {
    result = ask(method, address, form, files);
  } catch (error) {
    await read();
    if (!complete.done) {
      await complete();
      if (complete.done) {
        return answer(method, address, form, files);
      }
    }
    console.error(error);
    return excuse("broken");
  }
  if (!result.rows.length) {
    return result;
  }
  try {
    if (await save(result.rows)) {
      return result;
    }
  } catch (error) {
    console.error(error);
    await read();
    return excuse("not_saved", String(error?.message ?? error));
  }
  await read();
  // To look at a page again does no harm.
  return method === "GET" ? answer(method, address, form, files) : excuse("another_window");
}

// Answer a request; a form is answered with the page that its answer leads to.
async function shown({ method, address, form, files }) {
  let result = await answer(method, address, form, files);
  for (let hops = 0; result.status === 303 && hops < 5; hops += 1) {
    address = result.headers.location;
    result = await answer("GET", address, []);
  }
  return { ...result, address };
}

// One request after the other, in the order in which they came.
let last = start().then(
  () => self.postMessage({ started: true }),
  (error) => {
    console.error(error);
    self.postMessage({ failed: database ? "failed" : "no-storage" });
    throw error;
  },
);

self.onmessage = ({ data }) => {
  last = last.then(async () => {
    try {
      if (data.number > 1) {
        await complete();
      }
      const { status, headers, body, address } = await shown(data);
      self.postMessage({ number: data.number, status, headers, body, address });
    } catch (error) {
      console.error(error);
      self.postMessage({ number: data.number, failed: "failed" });
    }
    complete(); // not waited for
  });
  last.catch(() => {}); // said already
};
