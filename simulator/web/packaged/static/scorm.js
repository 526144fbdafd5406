// Reports to a course by SCORM 1.2 or 2004: through an object of the page that has opened the room, in
// this window, a frame around it, or the window that opened it. It reports no passing and no failing.

const FAR = 50; // frames to look through at the most
const SECONDS = 60;

const OF_1_2 = {
  api: "API",
  functions: { begin: "LMSInitialize", get: "LMSGetValue", set: "LMSSetValue", save: "LMSCommit", end: "LMSFinish", error: "LMSGetLastError" },
  mode: "cmi.core.lesson_mode",
  status: "cmi.core.lesson_status",
  score: "cmi.core.score",
  exit: "cmi.core.exit",
  time: "cmi.core.session_time",
  untouched: ["", "not attempted"],
  duration: clock,
  hasScaled: false,
};

const OF_2004 = {
  api: "API_1484_11",
  functions: { begin: "Initialize", get: "GetValue", set: "SetValue", save: "Commit", end: "Terminate", error: "GetLastError" },
  mode: "cmi.mode",
  status: "cmi.completion_status",
  score: "cmi.score",
  exit: "cmi.exit",
  time: "cmi.session_time",
  untouched: ["", "unknown", "not attempted"],
  duration: (seconds) => `PT${seconds}S`,
  hasScaled: true,
};

export function connect() {
  const names = document.documentElement.dataset.version === "1.2" ? OF_1_2 : OF_2004;
  const api = found(names.api);
  if (!api) {
    return { why: "none" };
  }
  const call = (name, ...values) => String(api[names.functions[name]](...values));
  const get = (element) => call("get", element);
  // After the page was loaded again, the course may still have it open.
  if (call("begin", "") !== "true" && !opened(call, names)) {
    return { why: "ended" };
  }
  const mode = get(names.mode);
  if (mode === "browse" || mode === "review") {
    return { why: "review", end: () => call("end", "") };
  }

  // Set a value; an error is the connection's trouble, because what is said must be true.
  function set(element, value) {
    if (call("set", element, value) !== "true") {
      throw new Error(`${element}: ${call("error")}`);
    }
  }

  function write({ completed, scaled, seconds }, state) {
    if (completed) {
      set(names.status, "completed");
    } else if (names.untouched.includes(get(names.status))) {
      set(names.status, "incomplete");
    }
    // A course whose copy of the state is lost may have a better one.
    const recorded = get(`${names.score}.raw`);
    if (scaled !== null && !(recorded !== "" && Number(recorded) > 100 * scaled)) {
      const raw = String(Math.round(10_000 * scaled) / 100);
      set(`${names.score}.min`, "0");
      set(`${names.score}.max`, "100");
      set(`${names.score}.raw`, raw);
      if (names.hasScaled) {
        set(`${names.score}.scaled`, String(scaled));
      }
    }
    set("cmi.suspend_data", state);
    // Always: a learner may come back for another session, and the state is needed then.
    set(names.exit, "suspend");
    set(names.time, names.duration(Math.round(seconds)));
  }

  return {
    state: get("cmi.suspend_data"),
    report(report, state) {
      write(report, state);
      if (call("save", "") !== "true") {
        throw new Error(`commit: ${call("error")}`);
      }
    },
    end(report, state) {
      try {
        write(report, state);
      } catch (error) {
        console.error(error);
      }
      call("save", "");
      call("end", "");
    },
  };
}

// Whether the course answers, although it has been begun before.
function opened(call, names) {
  call("get", names.status);
  return call("error") === "0";
}

function found(name) {
  return above(window, name) ?? (window.opener ? above(window.opener, name) : null);
}

// Look in a window and the frames around it. A window of another site may not be looked into.
function above(start, name) {
  let at = start;
  for (let far = 0; far < FAR; far += 1) {
    try {
      if (at[name]) {
        return at[name];
      }
    } catch (error) {
      console.info(error);
      return null;
    }
    if (at.parent === at) {
      return null;
    }
    at = at.parent;
  }
  return null;
}

// Hours, minutes and seconds, as SCORM 1.2 has them.
function clock(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const minutes = Math.floor(seconds / SECONDS);
  return `${two(Math.floor(minutes / SECONDS)).padStart(4, "0")}:${two(minutes % SECONDS)}:${two(seconds % SECONDS)}`;
}
