// SPDX-License-Identifier: BSL-1.0

//! What timing.py is for Python, for every peer that is written in Rust.

use serde_json::{json, Value};
use sha2::{Digest, Sha256};
use std::io::BufRead;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(8); // of finding before the first line is out
const ROUND: Duration = Duration::from_millis(200); // at least
const CHUNK: Duration = Duration::from_millis(1); // between two looks at the clock

/// The rules in this peer's language, and the facts of each case.
pub fn given() -> (Vec<String>, Vec<Value>) {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    if paths.len() != 2 {
        eprintln!("usage: peer RULES_FILE TICKETS_FILE, then a line on standard input for each round");
        std::process::exit(2);
    }
    let read = |path: &str| std::fs::read_to_string(path).expect(path);
    let rules = serde_json::from_str(&read(&paths[0])).expect("a list of texts");
    let tickets = serde_json::from_str(&read(&paths[1])).expect("a list of tickets");
    (rules, tickets)
}

fn digest(found: &[usize]) -> String {
    let texts: Vec<String> = found.iter().map(usize::to_string).collect();
    let sum = Sha256::digest(texts.join(","));
    sum.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The time, in ns, that all threads of this process were on a processor.
fn processor() -> f64 {
    let mut used = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: it writes to what it is given and to nothing else.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut used) };
    used.tv_sec as f64 * 1e9 + used.tv_nsec as f64
}

/// Says what `find` finds, the positions of all true rules of a case, ascending, and times a round for each line of
/// standard input.
pub fn serve(contender: &str, version: &str, rules: usize, cases: usize, mut find: impl FnMut(usize) -> Vec<usize>) {
    let (mut digests, mut matched) = (Vec::new(), 0);
    let start = Instant::now();
    while digests.len() < cases && start.elapsed() < PATIENCE {
        let found = find(digests.len());
        digests.push(digest(&found));
        matched += found.len();
    }
    let known = digests.len();
    println!("{}", json!({"contender": contender, "rules": rules, "cases": known, "matched": matched,
                          "version": version, "digests": digests}));
    let (mut at, mut step) = (0, 1);
    for _ in std::io::stdin().lock().lines() {
        let (mut spent, mut done, busy) = (Duration::ZERO, 0, processor());
        while spent < ROUND {
            let started = Instant::now();
            for _ in 0..step {
                std::hint::black_box(find(at));
                at = (at + 1) % known;
            }
            let taken = started.elapsed();
            spent += taken;
            done += step;
            if taken < CHUNK {
                step *= 2;
            }
        }
        let share = 1.0 / f64::from(done);
        println!("{}", json!({"contender": contender, "rules": rules, "cases": known, "matched": matched,
                              "ns_per_case": spent.as_nanos() as f64 * share,
                              "cpu_ns_per_case": (processor() - busy) * share}));
    }
}
