// SPDX-License-Identifier: BSL-1.0
'use strict';
// CEL in JavaScript, by @marcbachmann/cel-js: each condition is parsed once and evaluated for the case.

const { given, installed, serve } = require('../timing.cjs');

const { package: { Environment }, version } = installed('@marcbachmann/cel-js');
const { rules, tickets } = given();
const environment = new Environment().registerVariable('ticket', 'map');
const parsed = rules.map(rule => environment.parse(rule));

// Integers of CEL are BigInt there.
const whole = value => typeof value === 'number' ? BigInt(value) : value;
const cases = tickets.map(ticket => ({
  ticket: Object.fromEntries(Object.entries(ticket).map(([name, value]) => [name, whole(value)])),
}));

function find(told) {
  const found = [];
  for (let n = 0; n < parsed.length; ++n) if (parsed[n](told) === true) found.push(n);
  return found;
}

serve('CEL (cel-js)', version, rules.length, cases, find);
