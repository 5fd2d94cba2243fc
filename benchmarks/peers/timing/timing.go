// SPDX-License-Identifier: BSL-1.0

// Package timing is what timing.py is for Python, for every peer that runs in Go.
package timing

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	patience = 8 * time.Second        // of finding before the first line is out
	round    = 200 * time.Millisecond // at least
	chunk    = time.Millisecond       // between two looks at the clock
)

type line struct {
	Contender string   `json:"contender"`
	Rules     int      `json:"rules"`
	Cases     int      `json:"cases"`
	Matched   int      `json:"matched"`
	Version   string   `json:"version,omitempty"`
	Digests   []string `json:"digests,omitempty"`
	Wall      float64  `json:"ns_per_case,omitempty"`
	Processor float64  `json:"cpu_ns_per_case,omitempty"`
}

// Fail ends the program where err is one.
func Fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Given reads the rules in this peer's language, and the facts of each case; numbers are int64.
func Given() (rules []string, tickets []map[string]any) {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: peer RULES_FILE TICKETS_FILE, then a line on standard input for each round")
		os.Exit(2)
	}
	for at, into := range []any{&rules, &tickets} {
		text, err := os.ReadFile(os.Args[at+1])
		Fail(err)
		Fail(json.Unmarshal(text, into))
	}
	for _, ticket := range tickets {
		for name, value := range ticket {
			if number, ok := value.(float64); ok {
				ticket[name] = int64(number)
			}
		}
	}
	return rules, tickets
}

// Version is that of a module this program was built with.
func Version(module string) string {
	built, _ := debug.ReadBuildInfo()
	for _, used := range built.Deps {
		if used.Path == module {
			return strings.TrimPrefix(used.Version, "v")
		}
	}
	return ""
}

func digest(found []int) string {
	texts := make([]string, len(found))
	for at, position := range found {
		texts[at] = strconv.Itoa(position)
	}
	sum := sha256.Sum256([]byte(strings.Join(texts, ",")))
	return hex.EncodeToString(sum[:])[:16]
}

// processor is the time that all threads of this process were on one.
func processor() time.Duration {
	var used syscall.Rusage
	Fail(syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func say(said line) {
	text, err := json.Marshal(said)
	Fail(err)
	fmt.Println(string(text))
}

// Serve says what find finds, the positions of all true rules of a case, ascending, and times a round for each line of
// standard input.
func Serve(contender, version string, rules, cases int, find func(int) []int) {
	head := line{Contender: contender, Rules: rules}
	var digests []string
	for start := time.Now(); head.Cases < cases && time.Since(start) < patience; head.Cases++ {
		found := find(head.Cases)
		digests = append(digests, digest(found))
		head.Matched += len(found)
	}
	first := head
	first.Version, first.Digests = version, digests
	say(first)
	at, step := 0, 1
	for input := bufio.NewScanner(os.Stdin); input.Scan(); {
		var spent time.Duration
		done, busy := 0, processor()
		for spent < round {
			started := time.Now()
			for n := 0; n < step; n++ {
				find(at)
				at = (at + 1) % head.Cases
			}
			taken := time.Since(started)
			spent, done = spent+taken, done+step
			if taken < chunk {
				step *= 2
			}
		}
		timed := head
		timed.Wall = float64(spent) / float64(done)
		timed.Processor = float64(processor()-busy) / float64(done)
		say(timed)
	}
}
