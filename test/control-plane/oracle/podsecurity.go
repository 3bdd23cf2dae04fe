package main

import (
	"fmt"
	"reflect"

	"k8s.io/apimachinery/pkg/runtime"
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

// Kubernetes 1.36 added an argument for the emulated version; its zero value means none.
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

// evaluatePod judges a pod, or what carries a pod template, at one level and version of the Pod Security Standards.
// Defaults are applied before, as in the server, but where the question wants it `asWritten`.
func evaluatePod(q question) (any, error) {
	level, err := api.ParseLevel(q.Level)
	if err != nil {
		return nil, err
	}
	version, err := api.ParseVersion(q.Version)
	if err != nil {
		return nil, err
	}
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
	at := api.LevelVersion{Level: level, Version: version}
	result := policy.AggregateCheckResults(evaluator.EvaluatePod(at, metadata, spec))
	return evaluation{
		Allowed: result.Allowed,
		Reasons: append([]string{}, result.ForbiddenReasons...),
		Details: append([]string{}, result.ForbiddenDetails...),
		Message: result.ForbiddenDetail(),
	}, nil
}

func carrierOf(q question) (runtime.Object, error) {
	if q.AsWritten {
		carrier, _, err := decode(q.body())
		return carrier, err
	}
	return decodeWithDefaults(q.body())
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
