// The room in a browser, on top of pages that work without it: keys, live pace, and what a screen
// reader hears of a page that was changed. htmx fetches the pages and swaps them in; the packaged
// room gives it another fetch.

const CALM = 350; // milliseconds after a change in which no press decides anything
let changed = 0; // when the page changed last
let timer = 0; // of the next turn
let paused = false; // by the learner, until they let the group talk again
let heard = 0; // rows of the transcript that were there before

const calm = () => changed > 0 && performance.now() - changed < CALM;
const play = () => document.getElementById("play");
const rows = () => [...document.querySelectorAll("#transcript > li")];

function stop() {
  clearTimeout(timer);
  timer = 0;
}

// Wait as long as the new rows take to read, then let the group go on.
function pace() {
  stop();
  const pause = document.getElementById("pace");
  const form = document.getElementById("go-on");
  const runs = play()?.dataset.runs && form;
  if (!pause || !runs) {
    return;
  }
  pause.hidden = false;
  const button = document.getElementById("pause");
  button.setAttribute("aria-pressed", String(paused));
  button.textContent = paused ? button.dataset.resume : button.dataset.pause;
  document.getElementById("pace-words").textContent = paused ? pause.dataset.paused : pause.dataset.running;
  if (paused || document.hidden) {
    return;
  }
  const fresh = rows().slice(heard);
  const seconds = fresh.reduce((sum, row) => sum + Number(row.dataset.seconds || 0), 0) || 1;
  timer = setTimeout(() => turn(form), 1000 * seconds);
}

// One turn, as if its button had been pressed.
function turn(form) {
  if (writing() || !form.isConnected || document.querySelector("details[open].why")) {
    timer = setTimeout(() => turn(form), 1000);
    return;
  }
  form.elements.turns.value = "1";
  form.requestSubmit();
}

function writing() {
  const at = document.activeElement;
  return at?.matches("textarea, select, input:not([type=hidden], [type=radio])") ?? false;
}

// What is new is said to a screen reader, and the eye is led to it.
function announce() {
  const all = rows();
  const fresh = all.slice(heard);
  const said = fresh.map((row) => row.innerText.trim());
  const asked = document.getElementById("asked");
  if (asked && !play()?.dataset.runs) {
    said.push(asked.innerText);
  }
  document.getElementById("announcer").textContent = said.join(" ");
  for (const row of fresh) {
    row.classList.add("fresh");
  }
  lead();
}

// Scroll to what is asked now, with as many of the last turns above it as there is room for.
function lead() {
  const now = document.getElementById("now");
  const tall = now && now.offsetHeight > 0.7 * window.innerHeight;
  now?.scrollIntoView({ block: tall ? "start" : "end" });
}

// The page is another one, or has other rows.
function arrived(first) {
  changed = first ? 0 : performance.now();
  document.body.dataset.ready = first ? "1" : "";
  setTimeout(() => (document.body.dataset.ready = calm() ? "" : "1"), CALM + 1);
  if (play()) {
    if (first) {
      lead();
      heard = rows().length ? rows().length - 1 : 0;
    } else {
      announce();
    }
    pace();
    heard = rows().length;
  } else {
    stop();
    heard = 0;
  }
}

let page = location.pathname + location.search;

document.addEventListener("htmx:after:swap", () => {
  const now = location.pathname + location.search;
  const other = now.replace(/[?&]lines=1/, "") !== page.replace(/[?&]lines=1/, "");
  page = now;
  if (other) {
    paused = false;
    heard = 0;
    window.scrollTo(0, 0);
    document.getElementById("main")?.focus({ preventScroll: true });
  }
  arrived(other);
});

// A press that was meant for what stood there before decides nothing.
document.addEventListener(
  "click",
  (event) => {
    if (event.isTrusted && calm() && event.target.closest?.("#now")) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  },
  true,
);

document.addEventListener("click", (event) => {
  if (event.target.id === "pause") {
    paused = !paused;
    pace();
  }
});

// Keys: a number says its line, s speaks, w waits, the space bar goes on, Escape goes back.
document.addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || writing() || !document.getElementById("now")) {
    return;
  }
  const onControl = event.target.closest?.("button, a, summary, input");
  if (event.key === " " && onControl) {
    return; // the browser presses it
  }
  if (calm()) {
    return;
  }
  const found = document.querySelector(`#now [data-key="${CSS.escape(event.key)}"]`);
  if (found) {
    event.preventDefault();
    if (found.matches("form")) {
      found.requestSubmit(found.querySelector("button"));
    } else {
      found.click();
    }
  } else if (event.key === "p" && play()?.dataset.runs) {
    paused = !paused;
    pace();
  }
});

document.addEventListener("visibilitychange", () => (document.hidden ? stop() : pace()));

arrived(true);
