package main

import (
	"context"
	"fmt"
	"reflect"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	core "k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/registry/core/pod"
	"k8s.io/pod-security-admission/admission"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

type evaluation struct {
	Allowed bool     `json:"allowed"`
	Reasons []string `json:"reasons"`
	Details []string `json:"details"`
	// What stands behind `violates PodSecurity "level:version": `.
	Message string `json:"message"`
}

var evaluator = newEvaluator()

// After 1.34 came an argument for the emulated version; its zero value means none.
func newEvaluator() policy.Evaluator {
	create := reflect.ValueOf(policy.NewEvaluator)
	arguments := []reflect.Value{reflect.ValueOf(policy.DefaultChecks())}
	for at := 1; at < create.Type().NumIn(); at++ {
		arguments = append(arguments, reflect.Zero(create.Type().In(at)))
	}
	results := create.Call(arguments)
	if err, failed := results[1].Interface().(error); failed {
		panic(err)
	}
	return results[0].Interface().(policy.Evaluator)
}

type evaluations struct {
	Results []evaluation `json:"results"`
}

// evaluatePod judges a pod, or what carries a pod template, at each `level:version` of the Pod Security Standards that is
// asked for. Defaults are applied before, as in the server, but where the question wants it `asWritten`. With `created`, a pod
// is first prepared as the server prepares one that is created: its AppArmor annotations become fields, say.
func evaluatePod(q question) (any, error) {
	carrier, err := carrierOf(q)
	if err != nil {
		return nil, err
	}
	metadata, spec, err := admission.DefaultPodSpecExtractor{}.ExtractPodSpec(carrier)
	if err != nil {
		return nil, err
	}
	if metadata == nil || spec == nil {
		return nil, fmt.Errorf("no pod spec in it")
	}
	found := evaluations{Results: []evaluation{}}
	for _, text := range q.At {
		at, err := parseLevelVersion(text)
		if err != nil {
			return nil, err
		}
		result := policy.AggregateCheckResults(evaluator.EvaluatePod(at, metadata, spec))
		found.Results = append(found.Results, evaluation{
			Allowed: result.Allowed,
			Reasons: append([]string{}, result.ForbiddenReasons...),
			Details: append([]string{}, result.ForbiddenDetails...),
			Message: result.ForbiddenDetail(),
		})
	}
	return found, nil
}

func parseLevelVersion(text string) (api.LevelVersion, error) {
	levelText, versionText, _ := strings.Cut(text, ":")
	level, err := api.ParseLevel(levelText)
	if err != nil {
		return api.LevelVersion{}, fmt.Errorf("%s: %w", text, err)
	}
	version, err := api.ParseVersion(versionText)
	if err != nil {
		return api.LevelVersion{}, fmt.Errorf("%s: %w", text, err)
	}
	return api.LevelVersion{Level: level, Version: version}, nil
}

func carrierOf(q question) (runtime.Object, error) {
	if q.AsWritten {
		carrier, _, err := decode(q.body())
		return carrier, err
	}
	carrier, err := decodeWithDefaults(q.body())
	if written, is := carrier.(*corev1.Pod); is && q.Created && err == nil {
		return preparedForCreate(written)
	}
	return carrier, err
}

func preparedForCreate(written *corev1.Pod) (runtime.Object, error) {
	internal := &core.Pod{}
	if err := legacyscheme.Scheme.Convert(written, internal, nil); err != nil {
		return nil, err
	}
	pod.Strategy.PrepareForCreate(context.Background(), internal)
	prepared := &corev1.Pod{}
	return prepared, legacyscheme.Scheme.Convert(internal, prepared, nil)
}

type policies struct {
	Enforce string   `json:"enforce"`
	Audit   string   `json:"audit"`
	Warn    string   `json:"warn"`
	Errors  []string `json:"errors"`
}

// policyOfLabels says which policy a namespace's labels ask for, in a cluster with the built-in defaults.
func policyOfLabels(q question) (any, error) {
	privileged := api.LevelVersion{Level: api.LevelPrivileged, Version: api.LatestVersion()}
	found, errs := api.PolicyToEvaluate(q.Labels, api.Policy{Enforce: privileged, Audit: privileged, Warn: privileged})
	texts := []string{}
	for _, err := range errs {
		texts = append(texts, err.Error())
	}
	return policies{found.Enforce.String(), found.Audit.String(), found.Warn.String(), texts}, nil
}
