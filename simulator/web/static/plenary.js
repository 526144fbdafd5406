// The live pages of a plenary, on top of pages that work without this. One stream sends all parts of
// the page with each change; those that differ are swapped in. Forms are sent in the background, so
// that what is being typed stays.

const CALM = 350; // milliseconds after a change in which no press of the host decides anything
const TRIES = 4; // a form is sent, while the network is away for a moment

const stream = document.getElementById("stream");
const link = document.getElementById("link");
const shown = new Map(); // the parts as they came last
let mine = JSON.parse(stream.dataset.mine);
let changed = 0;

const ask = () => document.querySelector("#ask [data-round]");
const round = () => ask()?.dataset.round ?? "";

// The parts are the same for all phones: what is this phone's own is put in here.
function own() {
  for (const field of document.querySelectorAll("input[name=token]")) {
    field.value = stream.dataset.token;
  }
  if (!ask()) {
    return;
  }
  const given = mine.round === round() ? mine : {};
  const chosen = given[ask().dataset.question];
  for (const button of document.querySelectorAll("#ask .choose")) {
    const is = button.value === chosen;
    button.setAttribute("aria-pressed", String(is));
    button.querySelector(".yours-mark").hidden = !is;
  }
  document.querySelector("#ask .sent-mark").hidden = !given.sent;
}

function swap(place, html) {
  const within = place.contains(document.activeElement);
  place.innerHTML = html;
  const heading = place.querySelector("h2");
  if (heading && ["ask", "keys"].includes(place.id)) {
    document.getElementById("announcer").textContent = heading.textContent;
    if (within) {
      heading.focus({ preventScroll: true });
    }
    changed = performance.now();
  }
}

function show(message) {
  const open = new Set();
  for (const [name, html] of Object.entries(message.parts)) {
    const place = document.querySelector(`[data-part="${name}"]`);
    if (place && shown.get(name) !== html) {
      // The stream begins with what the page shows already: what is being typed must stay.
      if (name === "ask" && !shown.has(name) && sameAsk(html)) {
        shown.set(name, html);
        continue;
      }
      shown.set(name, html);
      swap(place, html);
      open.add(name);
    }
  }
  mine = message.mine ?? mine;
  own();
  document.body.dataset.number = message.number;
}

function sameAsk(html) {
  const made = document.createElement("template");
  made.innerHTML = html;
  const now = made.content.querySelector("[data-round]");
  return Boolean(now && ask() && now.dataset.round === round() && now.dataset.question === ask().dataset.question);
}

// A browser connects again by itself, except after an answer that is no stream.
function listen() {
  const source = new EventSource(stream.dataset.path);
  source.onopen = () => {
    document.body.classList.add("live");
    link.textContent = "";
  };
  source.onmessage = (event) => show(JSON.parse(event.data));
  source.onerror = () => {
    document.body.classList.remove("live");
    link.textContent = stream.dataset.lost;
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(listen, 1000 + 2000 * Math.random());
    }
  };
}

const pause = (time) => new Promise((done) => setTimeout(done, time));

// Sending twice does no harm: a vote is counted once, and an act of the host is done once.
async function post(path, body) {
  for (let tried = 1; ; tried += 1) {
    try {
      const answer = await fetch(path, { method: "POST", body, headers: { "X-Plenary": "1" } });
      // The database does not answer for a moment.
      if (answer.status !== 503 || tried === TRIES) {
        return answer;
      }
    } catch (away) {
      if (tried === TRIES) {
        throw away;
      }
    }
    await pause(300 * 2 ** tried);
  }
}

async function send(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  const place = form.closest("[data-part]");
  const now = round();
  let problem = "";
  try {
    const answer = await post(form.action, body);
    const said = await answer.json();
    problem = said.problem ?? "";
    if (!problem && place.id === "ask" && now === round()) {
      mine = said;
      own();
    }
  } catch (away) {
    problem = stream.dataset.unsent;
  }
  const where = place.querySelector(".problem") ?? document.querySelector(".problem");
  if (where) {
    where.textContent = problem;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches(".vote, .send, .act")) {
    return;
  }
  event.preventDefault();
  // A second press of the host that was meant for what stood there before decides nothing.
  if (form.matches(".act") && performance.now() - changed < CALM && changed) {
    return;
  }
  send(form, event.submitter);
});

listen();
