// Compile an ink story to the JSON that every ink engine reads:
// node compile.js FOLDER STORY.ink STORY.json
// FOLDER is where inkjs is installed.
const { readFileSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");

const [folder, source, target] = process.argv.slice(2);
const { Compiler } = createRequire(`${folder}/`)("inkjs/full");
writeFileSync(target, new Compiler(readFileSync(source, "utf8")).Compile().ToJson());
