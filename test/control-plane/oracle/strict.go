package main

import (
	"fmt"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

type decoding struct {
	// What only strict validation refuses, one error each; a server that only warns sends each as a warning.
	Strict []string `json:"strict"`
	// What no validation lets pass: a value of a wrong type, say.
	Fatal string `json:"fatal,omitempty"`
	// The message of the server's answer 400; absent where it takes the object.
	Message string `json:"message,omitempty"`
}

// decodeStrictly decodes as the API server does on a create with fieldValidation=Strict.
func decodeStrictly(q question) (any, error) {
	body := q.body()
	kind, err := kindOf(body)
	if err != nil {
		return nil, err
	}
	server := serverOf(kind)
	hub := schema.GroupVersion{Group: kind.Group, Version: runtime.APIVersionInternal}
	into, err := server.scheme.New(hub.WithKind(kind.Kind))
	if err != nil {
		return nil, err
	}
	contentType := q.ContentType
	if contentType == "" {
		contentType = runtime.ContentTypeJSON
	}
	accepted, found := runtime.SerializerInfoForMediaType(server.codecs.SupportedMediaTypes(), contentType)
	if !found {
		return nil, fmt.Errorf("the server does not read %s", contentType)
	}
	decoder := server.codecs.DecoderToVersion(accepted.StrictSerializer, hub)
	_, actual, err := decoder.Decode(body, &kind, into)
	if err == nil {
		return decoding{Strict: []string{}}, nil
	}
	return refusal(err, actual, kind), nil
}

func refusal(err error, actual *schema.GroupVersionKind, asked schema.GroupVersionKind) decoding {
	found := decoding{Strict: []string{}}
	if strict, is := runtime.AsStrictDecodingError(err); is {
		for _, each := range strict.Errors() {
			found.Strict = append(found.Strict, each.Error())
		}
	} else {
		found.Fatal = err.Error()
	}
	if actual != nil && actual.Kind != "" {
		found.Message = fmt.Sprintf("%s in version %q cannot be handled as a %s: %v", actual.Kind, actual.Version, asked.Kind, err)
	} else {
		found.Message = err.Error()
	}
	return found
}
