// SPDX-License-Identifier: BSL-1.0

// OPA: each rule adds its number to a set, if it is true; the query for the set is prepared once.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"sort"
	"strings"

	"peers/timing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
)

func main() {
	rules, tickets := timing.Given()
	module := "package tickets\n"
	for at, rule := range rules {
		module += strings.ReplaceAll(rule, "NUMBER", fmt.Sprint(at)) + "\n"
	}
	background := context.Background()
	query, err := rego.New(rego.Query("data.tickets.found"), rego.Module("tickets.rego", module)).
		PrepareForEval(background)
	timing.Fail(err)
	told := make([]ast.Value, len(tickets))
	for at, ticket := range tickets {
		told[at], err = ast.InterfaceToValue(ticket)
		timing.Fail(err)
	}
	find := func(number int) []int {
		answers, err := query.Eval(background, rego.EvalParsedInput(told[number]))
		timing.Fail(err)
		listed := answers[0].Expressions[0].Value.([]any)
		found := make([]int, len(listed))
		for at, one := range listed {
			position, err := one.(json.Number).Int64()
			timing.Fail(err)
			found[at] = int(position)
		}
		sort.Ints(found)
		return found
	}
	timing.Serve("OPA", timing.Version("github.com/open-policy-agent/opa"), len(rules), len(tickets), find)
}
