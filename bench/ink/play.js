// Play an ink story with inkjs: node play.js FOLDER STORY.json PLAYS.json lines|whole
// FOLDER is where inkjs is installed. Requests and answers have the format of play.py.
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { performance } = require("node:perf_hooks");
const { createInterface } = require("node:readline");

const [folder, file, acts, how] = process.argv.slice(2);
const { Story } = createRequire(`${folder}/`)("inkjs");
const story = new Story(readFileSync(file, "utf8"));
const plays = JSON.parse(readFileSync(acts, "utf8"));

function read(heard) {
  if (how === "whole") heard.push(story.ContinueMaximally());
  else while (story.canContinue) heard.push(story.Continue());
}

function play() {
  const heard = [];
  for (const numbers of plays) {
    story.ResetState();
    for (const number of numbers) {
      read(heard);
      story.ChooseChoiceIndex(number % story.currentChoices.length);
    }
    read(heard);
  }
  return heard;
}

createInterface({ input: process.stdin }).on("line", () => {
  const begin = performance.now();
  const heard = play();
  const seconds = (performance.now() - begin) / 1000;
  const lines = heard.join("").trimEnd().split("\n").map((line) => line.trim());
  const digest = createHash("sha256").update(lines.join("\n")).digest("hex");
  console.log(JSON.stringify({ seconds, lines: lines.length, digest }));
});
