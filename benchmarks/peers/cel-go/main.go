// SPDX-License-Identifier: BSL-1.0

// CEL in Go, by cel-go: each condition is checked and planned once, and evaluated for the case.
package main

import (
	"peers/timing"

	"github.com/google/cel-go/cel"
)

func main() {
	rules, tickets := timing.Given()
	environment, err := cel.NewEnv(cel.Variable("ticket", cel.MapType(cel.StringType, cel.DynType)))
	timing.Fail(err)
	programs := make([]cel.Program, len(rules))
	for at, rule := range rules {
		checked, issues := environment.Compile(rule)
		timing.Fail(issues.Err())
		programs[at], err = environment.Program(checked, cel.EvalOptions(cel.OptOptimize))
		timing.Fail(err)
	}
	told := make([]map[string]any, len(tickets))
	for at, ticket := range tickets {
		told[at] = map[string]any{"ticket": ticket}
	}
	found := make([]int, 0, len(rules))
	find := func(number int) []int {
		found = found[:0]
		for at, program := range programs {
			answer, _, err := program.Eval(told[number])
			timing.Fail(err)
			if answer.Value() == true {
				found = append(found, at)
			}
		}
		return found
	}
	timing.Serve("CEL (cel-go)", timing.Version("github.com/google/cel-go"), len(rules), len(tickets), find)
}
