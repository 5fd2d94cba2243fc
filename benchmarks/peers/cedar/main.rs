// SPDX-License-Identifier: BSL-1.0

//! Cedar: a policy that permits for each rule; the reasons of the answer are the true ones.

use cedar_policy::{Authorizer, Context, Entities, EntityUid, Policy, PolicyId, PolicySet, Request};

fn main() {
    let (rules, tickets) = timing::given();
    let policies = PolicySet::from_policies(rules.iter().enumerate().map(|(number, rule)| {
        Policy::parse(Some(PolicyId::new(number.to_string())), rule).expect("a policy")
    }))
    .expect("policies");
    let one: EntityUid = r#"Ticket::"one""#.parse().expect("an entity");
    let asked: Vec<Request> = tickets
        .into_iter()
        .map(|ticket| {
            let facts = Context::from_json_value(ticket, None).expect("facts");
            Request::new(one.clone(), one.clone(), one.clone(), facts, None).expect("a request")
        })
        .collect();
    let (authorizer, entities) = (Authorizer::new(), Entities::empty());
    timing::serve("Cedar", cedar_policy::get_sdk_version().to_string().as_str(), rules.len(), asked.len(), |number| {
        let answer = authorizer.is_authorized(&asked[number], &policies, &entities);
        let numbered = |id: &PolicyId| id.to_string().parse().expect("a number");
        let mut found: Vec<usize> = answer.diagnostics().reason().map(numbered).collect();
        found.sort_unstable();
        found
    });
}
