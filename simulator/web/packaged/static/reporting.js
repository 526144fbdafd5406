// What a course hears of a room: whether a session was begun, whether one was completed, the best
// score, and the time. scorm.js or cmi5.js, of which a room has one, carries it there.
//
// Several learners may share this browser, and its storage has the sessions of all of them. A session
// is this learner's own if it appeared while the course had the room open. The course keeps, for each
// learner, the best score and the own sessions that are still open (`state`); nothing else is needed
// to go on later. Nothing that was typed or said in a session is sent.

const MOST_OPEN = 100; // open sessions that are remembered, so that a state has less than 2,000 characters

// Start to report. `connect` returns a connection, or a promise of one, with what the course has kept
// (`state`) and two functions, `report` and `end`; or with `why` it can report nothing. `results`
// asks the program for the sessions.
export async function reporting(connect, results) {
  const words = { ...document.getElementById("reporting-words").dataset };
  const before = await results({ before: null, own: [] });
  const watch = stopwatch();
  const shown = withResolvers(); // the first page is there
  const note = aNote(words.title, () => leave());
  let state = { best: null, done: false, open: [] };
  let sent = ""; // the state that the course has
  let connection = {};
  let staying = false;
  let last = Promise.resolve(); // one thing after the other

  function report() {
    return {
      started: state.done || state.open.length > 0,
      completed: state.done,
      scaled: state.best === null ? null : Math.round(100 * state.best) / 10_000,
      seconds: watch.seconds(),
    };
  }

  async function update() {
    if (!connection.report) {
      return;
    }
    state = merged(state, await results({ before, own: state.open }));
    const text = JSON.stringify(state);
    if (text !== sent) {
      await connection.report(report(), text);
      sent = text;
    }
    connection.trouble = false;
  }

  function end() {
    return connection.end?.(report(), JSON.stringify(state));
  }

  // Every page that is shown says how it stands with the course.
  function show() {
    const back = connection.returns ? words.back : "";
    const isConnected = connection.why || connection.trouble || sent;
    note.show(isConnected ? sentence(words, connection, state) : words.connecting, back);
  }

  async function leave() {
    await last;
    const address = connection.returns;
    await end();
    connection = { why: "ended" };
    location.assign(address);
  }

  // Do one thing after the other. What fails is tried again with the next change.
  function next(action) {
    last = last.then(action).catch((error) => {
      console.error(error);
      connection.trouble = true;
    });
    last = last.then(show);
  }

  document.addEventListener("htmx:after:swap", show);
  addEventListener("pagehide", () => {
    if (!staying) {
      end();
    }
  });
  // A page that the browser has kept and shows again would report after its end.
  addEventListener("pageshow", (event) => event.persisted && location.reload());

  async function begin() {
    try {
      connection = await connect();
    } catch (error) {
      console.error(error);
      connection = { why: "failed" };
    }
    if (connection.state) {
      state = read(connection.state);
    }
    // Only now is the room ready for the learner.
    await shown.promise;
    await update();
  }
  next(begin);

  return {
    // A form was sent, so something may have changed.
    changed: () => next(update),
    // The first page is there.
    show() {
      show();
      shown.resolve();
    },
    // The page is loaded again, and goes on to report.
    stay() {
      staying = true;
    },
  };
}

// A promise that is kept from outside; Promise.withResolvers is younger than some browsers here.
function withResolvers() {
  const made = {};
  made.promise = new Promise((resolve) => (made.resolve = resolve));
  return made;
}

// What is remembered, with what the program says of the own sessions. One that is not in this browser
// stays: it is in another one of the learner's.
function merged({ best, done, open }, found) {
  const still = new Set(open);
  for (const { session, read: isRead, percent } of found) {
    if (!isRead) {
      still.add(session);
      continue;
    }
    still.delete(session);
    done = true;
    if (percent !== null && (best === null || percent > best)) {
      best = percent;
    }
  }
  return { best, done, open: [...still].slice(-MOST_OPEN) };
}

// What the course has kept. If it is damaged, the learner begins anew.
function read(text) {
  try {
    const { best = null, done = false, open = [] } = JSON.parse(text);
    return { best: Number.isFinite(best) ? best : null, done: done === true, open: open.map(String) };
  } catch (error) {
    console.info(error);
    return { best: null, done: false, open: [] };
  }
}

// The time in which the page can be seen.
function stopwatch() {
  let sum = 0;
  let since = document.hidden ? null : performance.now();
  document.addEventListener("visibilitychange", () => {
    if (since !== null) {
      sum += performance.now() - since;
    }
    since = document.hidden ? null : performance.now();
  });
  return {
    seconds: () => (sum + (since === null ? 0 : performance.now() - since)) / 1000,
  };
}

function sentence(words, { why, trouble }, { best, done }) {
  if (why || trouble) {
    return words[why ?? "trouble"];
  }
  if (!done) {
    return words.open;
  }
  return best === null ? words.done : words.scored.replace("#", String(Math.round(best)));
}

// Above the page, as an element of its own: the pages of the room know nothing of a course.
function aNote(title, leave) {
  const note = document.createElement("aside");
  note.id = "reporting";
  note.className = "note";
  note.setAttribute("aria-label", title);
  const line = document.createElement("p");
  const button = document.createElement("button");
  button.type = "button";
  button.addEventListener("click", leave);
  note.append(line);
  return {
    show(said, back) {
      const main = document.getElementById("main");
      if (main && note.nextElementSibling !== main) {
        main.before(note);
      }
      if (line.textContent !== said) {
        // A screen reader hears of a change.
        const announcer = document.getElementById("announcer");
        if (announcer && line.textContent) {
          announcer.textContent = said;
        }
        line.textContent = said;
      }
      button.textContent = back;
      if (back) {
        note.append(button);
      } else {
        button.remove();
      }
    },
  };
}
