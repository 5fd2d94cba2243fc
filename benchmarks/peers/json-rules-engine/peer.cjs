// SPDX-License-Identifier: BSL-1.0
'use strict';
// json-rules-engine: one engine with a rule for each rule; its events name the true ones.

const { given, installed, serve } = require('../timing.cjs');

const { package: { Engine }, version } = installed('json-rules-engine');
const { rules, tickets } = given();
const engine = new Engine();
rules.forEach((conditions, n) => engine.addRule({ conditions, event: { type: 'true', params: { rule: n } } }));

async function find(ticket) {
  const { events } = await engine.run(ticket);
  return events.map(event => event.params.rule).sort((a, b) => a - b);
}

serve('json-rules-engine', version, rules.length, tickets, find);
