// SPDX-License-Identifier: BSL-1.0
'use strict';
// JSON Logic, by json-logic-js: each rule is applied to the case.

const { given, installed, serve } = require('../timing.cjs');

const { package: logic, version } = installed('json-logic-js');
const { rules, tickets } = given();

function find(ticket) {
  const found = [];
  for (let n = 0; n < rules.length; ++n) if (logic.apply(rules[n], ticket)) found.push(n);
  return found;
}

serve('JSON Logic (json-logic-js)', version, rules.length, tickets, find);
