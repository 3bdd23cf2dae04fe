package main

import (
	"encoding/json"
	"fmt"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

type object struct {
	Object json.RawMessage `json:"object"`
}

// withDefaults fills an object with what the API server gives it on arrival, in the version in which it is written.
func withDefaults(q question) (any, error) {
	decoded, scheme, err := decode(q.body())
	if err != nil {
		return nil, err
	}
	if !q.AsWritten {
		scheme.Default(decoded)
	}
	if q.Converted {
		if decoded, err = throughInternal(decoded, scheme); err != nil {
			return nil, err
		}
	}
	encoded, err := json.Marshal(decoded)
	if err != nil {
		return nil, err
	}
	return object{encoded}, nil
}

// throughInternal takes an object into the form that the server works with, and back into its version.
func throughInternal(object runtime.Object, scheme *runtime.Scheme) (runtime.Object, error) {
	version := object.GetObjectKind().GroupVersionKind().GroupVersion()
	internal, err := scheme.UnsafeConvertToVersion(object, schema.GroupVersion{Group: version.Group, Version: runtime.APIVersionInternal})
	if err != nil {
		return nil, err
	}
	return scheme.UnsafeConvertToVersion(internal, version)
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
