// Reports to a course by cmi5: statements to the store that the course has named in the address with
// which it opened the room. It reports no passing and no failing. cmi5 allows no score in what it
// calls completed, so the score goes in a statement of its own, with the verb scored.

const VERBS = "http://adlnet.gov/expapi/verbs/";
const CATEGORIES = "https://w3id.org/xapi/cmi5/context/categories/";
const NAMES = ["endpoint", "fetch", "actor", "registration", "activityId"];
const STATE = "balint-room"; // the name of our own document
const KEPT = `balint-cmi5 ${location.pathname}`; // this visit, when the page is loaded again

export async function connect() {
  const visit = opened();
  if (!visit) {
    return { why: "none" };
  }
  if (visit.ended) {
    return { why: "ended" };
  }
  if (!visit.token) {
    visit.token = await token(visit.fetch);
    if (!visit.token) {
      return { why: "refused" };
    }
    keep(visit);
  }
  const launch = await (await ask(visit, state(visit, "LMS.LaunchData"))).json();
  // Every room has to ask; ours has no sound, and the language of the room is its author's choice.
  await ask(visit, profile(visit), {}, [404]);
  const before = await ask(visit, state(visit, STATE), {}, [404]);
  const kept = before.ok ? await before.text() : "";
  return connection(visit, launch, kept);
}

function connection(visit, launch, kept) {
  const counts = launch.launchMode === "Normal";
  let reported = kept ? JSON.parse(kept).reported ?? {} : {};
  const waiting = []; // statements that are not sent yet, in their order
  let sending = null;

  const say = (verb, more = {}, category = []) =>
    statement(visit, launch.contextTemplate ?? {}, verb, more, category);

  // Send one statement after the other. What cannot be sent stays for the next time.
  async function send() {
    while (waiting.length) {
      sending = waiting[0];
      await ask(visit, `statements?statementId=${sending.id}`, put(sending), [409]);
      waiting.shift();
      sending = null;
    }
  }

  function collect({ completed, scaled, seconds }) {
    if (!visit.initialized) {
      visit.initialized = true;
      waiting.push(say("initialized", {}, ["cmi5"]));
    }
    if (!counts) {
      return;
    }
    if (scaled !== null && scaled !== reported.scaled) {
      reported = { ...reported, scaled };
      waiting.push(say("scored", { score: { scaled, raw: Math.round(10_000 * scaled) / 100, min: 0, max: 100 } }));
    }
    if (completed && !reported.completed) {
      reported = { ...reported, completed };
      waiting.push(say("completed", { completion: true, duration: duration(seconds) }, ["cmi5", "moveon"]));
    }
  }

  const save = (text) =>
    counts && ask(visit, state(visit, STATE), put({ ...JSON.parse(text), reported }));

  return {
    state: kept,
    why: counts ? undefined : "review",
    returns: /^https?:/.test(launch.returnURL ?? "") ? launch.returnURL : "",
    async report(report, text) {
      collect(report);
      await send();
      keep(visit);
      await save(text);
    },
    // The browser sends this also when the page has gone.
    end(report, text) {
      if (visit.ended || !visit.token) {
        return undefined;
      }
      collect(report);
      visit.ended = true;
      keep(visit);
      const open = waiting.filter((one) => one !== sending);
      const all = [...open, say("terminated", { duration: duration(report.seconds) }, ["cmi5"])];
      const posted = { ...put(all.length === 1 ? all[0] : all), method: "POST" };
      return Promise.all([save(text), ask(visit, "statements", posted)]).catch(console.error);
    },
  };
}

// What the course has put into the address, or what is left of it from before the page was loaded again.
function opened() {
  const query = new URLSearchParams(location.search);
  if (!NAMES.every((name) => query.has(name))) {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  }
  const visit = Object.fromEntries(NAMES.map((name) => [name, query.get(name)]));
  visit.actor = JSON.parse(visit.actor);
  // The address can be used once, and is nobody else's business.
  history.replaceState(null, "", location.pathname);
  return visit;
}

function keep(visit) {
  sessionStorage.setItem(KEPT, JSON.stringify(visit));
}

async function token(address) {
  const response = await fetch(address, { method: "POST" });
  const answer = await response.json();
  return answer["auth-token"];
}

async function ask({ endpoint, token: secret }, path, options = {}, also = []) {
  const response = await fetch(`${endpoint.replace(/\/?$/, "/")}${path}`, {
    keepalive: true,
    ...options,
    headers: {
      Authorization: `Basic ${secret}`,
      "X-Experience-API-Version": "1.0.3",
      ...options.headers,
    },
  });
  if (!response.ok && !also.includes(response.status)) {
    throw new Error(`${options.method ?? "GET"} ${path.split("?")[0]}: ${response.status}`);
  }
  return response;
}

function put(content) {
  const headers = { "Content-Type": "application/json" };
  return { method: "PUT", headers, body: JSON.stringify(content) };
}

function state({ activityId, actor, registration }, stateId) {
  const query = { activityId, agent: JSON.stringify(actor), registration, stateId };
  return `activities/state?${new URLSearchParams(query)}`;
}

function profile({ actor }) {
  const query = { agent: JSON.stringify(actor), profileId: "cmi5LearnerPreferences" };
  return `agents/profile?${new URLSearchParams(query)}`;
}

// A statement with the context that the course wants. Nothing of the template is changed, only added to.
function statement(visit, template, verb, result, categories) {
  const activities = template.contextActivities ?? {};
  const category = [...[activities.category ?? []].flat()];
  for (const name of categories) {
    if (!category.some(({ id }) => id === CATEGORIES + name)) {
      category.push({ objectType: "Activity", id: CATEGORIES + name });
    }
  }
  const context = { ...template, registration: visit.registration };
  context.contextActivities = category.length ? { ...activities, category } : activities;
  return {
    id: newId(),
    actor: visit.actor,
    verb: { id: VERBS + verb, display: { en: verb } },
    object: { objectType: "Activity", id: visit.activityId },
    ...(Object.keys(result).length ? { result } : {}),
    context,
    timestamp: new Date().toISOString(),
  };
}

function duration(seconds) {
  return `PT${Math.round(100 * seconds) / 100}S`;
}

// A UUID; a page that does not come by HTTPS has no crypto.randomUUID.
function newId() {
  const random = crypto.getRandomValues(new Uint8Array(16));
  random[6] = (random[6] & 0x0f) | 0x40; // version 4
  random[8] = (random[8] & 0x3f) | 0x80; // of RFC 9562
  const hex = [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
