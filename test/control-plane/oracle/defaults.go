package main

import (
	"encoding/json"
	"fmt"

	"k8s.io/apimachinery/pkg/runtime"
)

type object struct {
	Object json.RawMessage `json:"object"`
}

// withDefaults fills an object with what the API server gives it on arrival, in the version in which it is written.
func withDefaults(q question) (any, error) {
	decoded, err := decodeWithDefaults(q.body())
	if err != nil {
		return nil, err
	}
	encoded, err := json.Marshal(decoded)
	if err != nil {
		return nil, err
	}
	return object{encoded}, nil
}

func decodeWithDefaults(body []byte) (runtime.Object, error) {
	decoded, scheme, err := decode(body)
	if err != nil {
		return nil, err
	}
	scheme.Default(decoded)
	return decoded, nil
}

func decode(body []byte) (runtime.Object, *runtime.Scheme, error) {
	if len(body) == 0 {
		return nil, nil, fmt.Errorf("neither text nor object")
	}
	kind, err := kindOf(body)
	if err != nil {
		return nil, nil, err
	}
	server := serverOf(kind)
	decoded, _, err := server.codecs.UniversalDeserializer().Decode(body, nil, nil)
	return decoded, server.scheme, err
}
