// The oracle answers questions about Kubernetes with Kubernetes' own code, where no running server is needed.
// It reads one question a line and writes one answer a line, both JSON, in the same order.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"k8s.io/klog/v2"
)

// A question. Which members count depends on `ask`; README.md in the folder above describes them.
type question struct {
	Ask         string            `json:"ask"`
	Text        string            `json:"text"`
	ContentType string            `json:"contentType"`
	Strict      bool              `json:"strict"`
	APIVersion  string            `json:"apiVersion"`
	Kind        string            `json:"kind"`
	Object      json.RawMessage   `json:"object"`
	At          []string          `json:"at"`
	AsWritten   bool              `json:"asWritten"`
	Created     bool              `json:"created"`
	Converted   bool              `json:"converted"`
	Labels      map[string]string `json:"labels"`
}

// What every answer may hold instead of its own members: why there is none.
type failure struct {
	Error string `json:"error"`
}

var answers = map[string]func(question) (any, error){
	"yaml":          readYAML,
	"default":       withDefaults,
	"strict":        decodeStrictly,
	"pod-security":  evaluatePod,
	"policy":        policyOfLabels,
	"configuration": readConfiguration,
	"rbac":          authorize,
	"request":       readRequest,
}

func answer(line []byte) (result any) {
	defer func() {
		if reason := recover(); reason != nil {
			result = failure{fmt.Sprintf("panic: %v", reason)}
		}
	}()
	var asked question
	if err := json.Unmarshal(line, &asked); err != nil {
		return failure{"not a question: " + err.Error()}
	}
	find, known := answers[asked.Ask]
	if !known {
		return failure{fmt.Sprintf("nothing known about %q", asked.Ask)}
	}
	result, err := find(asked)
	if err != nil {
		return failure{err.Error()}
	}
	return result
}

// The bytes to decode: a text as it is, else the object exactly as it stands in the question, its double keys too.
func (q question) body() []byte {
	if q.Text != "" {
		return []byte(q.Text)
	}
	return q.Object
}

func main() {
	// What Kubernetes logs about a question stands in the answer, too.
	klog.SetLogger(klog.Logger{})
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 {
			if err := encoder.Encode(answer(line)); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
		}
		// Answers wait for nobody who has nothing more to ask at once.
		if in.Buffered() == 0 || err != nil {
			out.Flush()
		}
		if err != nil {
			return
		}
	}
}
