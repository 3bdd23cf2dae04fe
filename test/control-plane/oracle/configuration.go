package main

import (
	admissionapi "k8s.io/pod-security-admission/admission/api"
	"k8s.io/pod-security-admission/admission/api/load"
	"k8s.io/pod-security-admission/admission/api/validation"
)

type exemptions struct {
	Usernames      []string `json:"usernames"`
	Namespaces     []string `json:"namespaces"`
	RuntimeClasses []string `json:"runtimeClasses"`
}

type configuration struct {
	Enforce    string     `json:"enforce"`
	Audit      string     `json:"audit"`
	Warn       string     `json:"warn"`
	Exemptions exemptions `json:"exemptions"`
	Problems   []string   `json:"problems"`
}

// readConfiguration reads a PodSecurityConfiguration as the API server does when it starts. What it does not even decode is an
// error; with problems it does not start either.
func readConfiguration(q question) (any, error) {
	read, err := load.LoadFromData(q.body())
	if err != nil {
		return nil, err
	}
	problems := []string{}
	for _, problem := range validation.ValidatePodSecurityConfiguration(read) {
		problems = append(problems, problem.Error())
	}
	found := configuration{Problems: problems, Exemptions: exemptions{
		Usernames:      append([]string{}, read.Exemptions.Usernames...),
		Namespaces:     append([]string{}, read.Exemptions.Namespaces...),
		RuntimeClasses: append([]string{}, read.Exemptions.RuntimeClasses...),
	}}
	if policy, err := admissionapi.ToPolicy(read.Defaults); err == nil {
		found.Enforce, found.Audit, found.Warn = policy.Enforce.String(), policy.Audit.String(), policy.Warn.String()
	}
	return found, nil
}
