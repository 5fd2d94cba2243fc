// SPDX-License-Identifier: BSL-1.0
'use strict';
// JSON Logic, by json-logic-engine: each rule is compiled to a function, once.

const { given, installed, serve } = require('../timing.cjs');

const { package: { LogicEngine }, version } = installed('json-logic-engine');
const { rules, tickets } = given();
const engine = new LogicEngine();
const compiled = rules.map(rule => engine.build(rule));

function find(ticket) {
  const found = [];
  for (let n = 0; n < compiled.length; ++n) if (compiled[n](ticket)) found.push(n);
  return found;
}

serve('JSON Logic (json-logic-engine)', version, rules.length, tickets, find);
