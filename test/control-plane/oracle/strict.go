package main

import (
	"encoding/hex"
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

// decodeStrictly decodes as the API server does on a create with fieldValidation=Strict (apiserver, endpoints/handlers,
// create.go). The endpoint is that of the question's kind, else that of the kind which the object names.
func decodeStrictly(q question) (any, error) {
	body := q.body()
	endpoint := schema.FromAPIVersionAndKind(q.APIVersion, q.Kind)
	if q.Kind == "" {
		named, err := kindOf(body)
		if err != nil {
			return nil, err
		}
		endpoint = named
	}
	server := serverOf(endpoint)
	hub := schema.GroupVersion{Group: endpoint.Group, Version: runtime.APIVersionInternal}
	into, err := server.scheme.New(hub.WithKind(endpoint.Kind))
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
	_, actual, err := decoder.Decode(body, &endpoint, into)
	if err != nil {
		return refusal(err, actual, endpoint.Kind, body), nil
	}
	if data, own := actual.GroupVersion(), endpoint.GroupVersion(); data != own {
		message := fmt.Sprintf("the API version in the data (%s) does not match the expected API version (%v)", data, own)
		return decoding{Strict: []string{}, Fatal: message, Message: message}, nil
	}
	return decoding{Strict: []string{}}, nil
}

func refusal(err error, actual *schema.GroupVersionKind, kind string, body []byte) decoding {
	found := decoding{Strict: []string{}}
	if strict, is := runtime.AsStrictDecodingError(err); is {
		for _, each := range strict.Errors() {
			found.Strict = append(found.Strict, each.Error())
		}
	} else {
		found.Fatal = err.Error()
	}
	if actual != nil && actual.Kind != "" {
		found.Message = fmt.Sprintf("%s in version %q cannot be handled as a %s: %v", actual.Kind, actual.Version, kind, err)
	} else {
		found.Message = fmt.Sprintf("the object provided is unrecognized (must be of type %s): %v (%s)", kind, err, beginning(body))
	}
	return found
}

// The beginning of a body that names no kind, as text where it may be an object.
func beginning(body []byte) string {
	const most = 30
	if len(body) == 0 {
		return "<empty>"
	}
	rest := ""
	if len(body) > most {
		body, rest = body[:most], " ..."
	}
	if body[0] == '{' {
		return string(body) + rest
	}
	return hex.EncodeToString(body) + rest
}
