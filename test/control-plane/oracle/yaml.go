package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"strings"

	documents "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

type document struct {
	JSON  json.RawMessage `json:"json,omitempty"`
	Error string          `json:"error,omitempty"`
}

type stream struct {
	Docs []document `json:"docs"`
	// Why the rest of the stream could not be split into documents.
	Error string `json:"error,omitempty"`
}

// readYAML reads a stream as kubectl does; with `strict`, keys that stand twice are errors.
func readYAML(q question) (any, error) {
	reader := documents.NewYAMLReader(bufio.NewReader(strings.NewReader(q.Text)))
	found := stream{Docs: []document{}}
	for {
		text, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return found, nil
		}
		if err != nil {
			found.Error = err.Error()
			return found, nil
		}
		found.Docs = append(found.Docs, readDocument(text, q.Strict))
	}
}

func readDocument(text []byte, strict bool) document {
	convert := yaml.YAMLToJSON
	if strict {
		convert = yaml.YAMLToJSONStrict
	}
	value, err := convert(text)
	if err != nil {
		return document{Error: err.Error()}
	}
	return document{JSON: value}
}
