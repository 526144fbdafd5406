// The page of a course: the run-time scorm-again in a frame around the room, with what it has recorded
// for this learner before (`recorded`, as values by the names of their elements).

const query = new URLSearchParams(location.search);
const of2004 = query.get("standard") === "2004";
const api = of2004 ? new Scorm2004API({ autocommit: false }) : new Scorm12API({ autocommit: false });
const recorded = JSON.parse(query.get("recorded") ?? "{}");
const calls = [];

api.loadFromFlattenedJSON(recorded, "");
for (const name of of2004 ? ["Initialize", "Commit", "Terminate"] : ["LMSInitialize", "LMSCommit", "LMSFinish"]) {
  api.on(name, () => calls.push(name));
}
window[of2004 ? "API_1484_11" : "API"] = api;
window.api = api;
window.calls = calls;

const frame = document.createElement("iframe");
frame.src = "room/index.html";
frame.width = 1000;
frame.height = 700;
document.body.append(frame);
