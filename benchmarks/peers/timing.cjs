// SPDX-License-Identifier: BSL-1.0
'use strict';
// What timing.py is for Python, for every peer that runs in Node.js.

const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const readline = require('node:readline');

const PATIENCE = 8e9;  // ns of finding before the first line is out
const ROUND = 2e8;  // ns
const CHUNK = 1e6;  // ns between two looks at the clock
const MISSING = 77;

const now = () => Number(process.hrtime.bigint());
const cpuNow = () => { const { user, system } = process.cpuUsage(); return (user + system) * 1000; };
const say = line => process.stdout.write(JSON.stringify(line) + '\n');
const digest = found => createHash('sha256').update(found.join(',')).digest('hex').slice(0, 16);

/** A package and its version; ends the program where it is not installed. */
function installed(name) {
  try {
    const entry = require.resolve(name);
    const home = entry.slice(0, entry.lastIndexOf(join('node_modules', name)) + join('node_modules', name).length);
    return { package: require(name), version: JSON.parse(readFileSync(join(home, 'package.json'))).version };
  } catch (failure) {
    process.stderr.write(`${name} is not installed\n`);
    process.exit(MISSING);
  }
}

/** The rules in this peer's language and the facts of each case. */
function given() {
  if (process.argv.length !== 4) {
    process.stderr.write('usage: peer.cjs RULES_FILE TICKETS_FILE, then a line on standard input for each round\n');
    process.exit(2);
  }
  const [rules, tickets] = process.argv.slice(2).map(path => JSON.parse(readFileSync(path)));
  return { rules, tickets };
}

/** `find(case)` gives the positions of all true rules of a case, ascending, or a promise of them. */
async function serve(contender, version, rules, cases, find) {
  const digests = [];
  let matched = 0;
  const start = now();
  for (const one of cases) {
    const found = await find(one);
    digests.push(digest(found));
    matched += found.length;
    if (now() - start > PATIENCE) break;
  }
  const head = { contender, rules, cases: digests.length, matched };
  say({ ...head, version, digests });
  let at = 0;
  let step = 1;
  for await (const line of readline.createInterface({ input: process.stdin })) {
    let spent = 0;
    let done = 0;
    const cpu = cpuNow();
    while (spent < ROUND) {
      const started = now();
      for (let n = 0; n < step; ++n) {
        const found = find(cases[at]);
        if (found instanceof Promise) await found;
        at = at + 1 < digests.length ? at + 1 : 0;
      }
      const taken = now() - started;
      spent += taken;
      done += step;
      if (taken < CHUNK) step *= 2;
    }
    say({ ...head, ns_per_case: spent / done, cpu_ns_per_case: (cpuNow() - cpu) / done });
  }
}

module.exports = { given, installed, serve };
