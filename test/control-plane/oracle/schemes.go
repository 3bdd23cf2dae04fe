package main

import (
	"encoding/json"

	extensions "k8s.io/apiextensions-apiserver/pkg/apiserver"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	aggregator "k8s.io/kube-aggregator/pkg/apiserver/scheme"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	// Makes every group that the API server serves known to the legacy scheme.
	_ "k8s.io/kubernetes/pkg/controlplane"
	"sigs.k8s.io/yaml"
)

type known struct {
	scheme *runtime.Scheme
	codecs serializer.CodecFactory
}

// The three servers that kube-apiserver chains: each has its own kinds.
var servers = []known{
	{legacyscheme.Scheme, legacyscheme.Codecs},
	{extensions.Scheme, extensions.Codecs},
	{aggregator.Scheme, aggregator.Codecs},
}

// The server that knows a kind; the first, which then says that it does not, where none does.
func serverOf(kind schema.GroupVersionKind) known {
	for _, server := range servers {
		if server.scheme.Recognizes(kind) {
			return server
		}
	}
	return servers[0]
}

// The kind that a body names: what a client looks at to choose where to send it.
func kindOf(body []byte) (schema.GroupVersionKind, error) {
	var named struct {
		APIVersion string `json:"apiVersion"`
		Kind       string `json:"kind"`
	}
	// YAML, of which JSON is a part.
	text, err := yaml.YAMLToJSON(body)
	if err != nil {
		return schema.GroupVersionKind{}, err
	}
	if err := json.Unmarshal(text, &named); err != nil {
		return schema.GroupVersionKind{}, err
	}
	return schema.FromAPIVersionAndKind(named.APIVersion, named.Kind), nil
}
