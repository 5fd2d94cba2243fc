// SPDX-License-Identifier: BSL-1.0

//! Regorus, an interpreter of Rego: each rule adds its number to a set, if it is true.

use regorus::{Engine, Value};

const PART: usize = 1_000; // rules of one file, which may have 1 MiB

fn main() {
    let (rules, tickets) = timing::given();
    let mut engine = Engine::new();
    for (part, listed) in rules.chunks(PART).enumerate() {
        let mut module = String::from("package tickets\nimport rego.v1\n");
        for (number, rule) in listed.iter().enumerate() {
            module += &rule.replace("NUMBER", &(part * PART + number).to_string());
            module.push('\n');
        }
        engine.add_policy(format!("tickets_{part}.rego"), module).expect("a module");
    }
    let told: Vec<Value> =
        tickets.iter().map(|ticket| Value::from_json_str(&ticket.to_string()).expect("facts")).collect();
    timing::serve("Regorus", "0.14.1", rules.len(), told.len(), |number| {
        engine.set_input(told[number].clone());
        let answer = engine.eval_rule("data.tickets.found".to_string()).expect("a set");
        let numbered = |one: &Value| one.as_u64().expect("a number") as usize;
        let mut found: Vec<usize> = answer.as_set().expect("a set").iter().map(numbered).collect();
        found.sort_unstable();
        found
    });
}
