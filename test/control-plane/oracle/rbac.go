package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"

	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/util/sets"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/kubernetes/pkg/registry/rbac/validation"
	"k8s.io/kubernetes/plugin/pkg/auth/authorizer/rbac"
)

// What is asked: who, and either a resource or a path.
type attributes struct {
	User        string   `json:"user"`
	Groups      []string `json:"groups"`
	Kind        string   `json:"kind"`
	Verb        string   `json:"verb"`
	Group       string   `json:"group"`
	Resource    string   `json:"resource"`
	Subresource string   `json:"subresource"`
	Namespace   string   `json:"namespace"`
	Name        string   `json:"name"`
	Path        string   `json:"path"`
}

type rbacQuestion struct {
	Roles               []*rbacv1.Role               `json:"roles"`
	ClusterRoles        []*rbacv1.ClusterRole        `json:"clusterRoles"`
	RoleBindings        []*rbacv1.RoleBinding        `json:"roleBindings"`
	ClusterRoleBindings []*rbacv1.ClusterRoleBinding `json:"clusterRoleBindings"`
	Asked               []attributes                 `json:"asked"`
}

type reasons struct {
	Reasons []string `json:"reasons"`
}

// authorize asks the RBAC authorizer alone, and says by what each request is allowed; nothing for what is not.
func authorize(q question) (any, error) {
	var asked rbacQuestion
	if err := json.Unmarshal(q.body(), &asked); err != nil {
		return nil, err
	}
	_, lister := validation.NewTestRuleResolver(asked.Roles, asked.RoleBindings, asked.ClusterRoles, asked.ClusterRoleBindings)
	authorizes := rbac.New(lister, lister, lister, lister)
	answer := reasons{Reasons: []string{}}
	for _, a := range asked.Asked {
		decision, reason, err := authorizes.Authorize(context.Background(), authorizer.AttributesRecord{
			User: &user.DefaultInfo{Name: a.User, Groups: a.Groups}, ResourceRequest: a.Kind == "resource", Verb: a.Verb,
			APIGroup: a.Group, Resource: a.Resource, Subresource: a.Subresource, Namespace: a.Namespace, Name: a.Name, Path: a.Path,
		})
		if err != nil {
			return nil, err
		}
		if decision != authorizer.DecisionAllow {
			reason = ""
		}
		answer.Reasons = append(answer.Reasons, reason)
	}
	return answer, nil
}

type requestInfo struct {
	Request       attributes `json:"request"`
	Version       string     `json:"version"`
	FieldSelector string     `json:"fieldSelector"`
	LabelSelector string     `json:"labelSelector"`
}

var requestInfos = &request.RequestInfoFactory{
	APIPrefixes:          sets.NewString("api", "apis"),
	GrouplessAPIPrefixes: sets.NewString("api"),
}

// readRequest says what the server makes of a method and a target; an error where it answers before it asks anybody.
func readRequest(q question) (any, error) {
	var asked struct{ Method, Target string }
	if err := json.Unmarshal(q.body(), &asked); err != nil {
		return nil, err
	}
	target, err := url.ParseRequestURI(asked.Target)
	if err != nil {
		return nil, err
	}
	info, err := requestInfos.NewRequestInfo(&http.Request{Method: asked.Method, URL: target})
	if err != nil {
		return nil, err
	}
	if !info.IsResourceRequest {
		return requestInfo{Request: attributes{Kind: "url", Verb: info.Verb, Path: info.Path}}, nil
	}
	return requestInfo{
		Request: attributes{
			Kind: "resource", Verb: info.Verb, Group: info.APIGroup, Resource: info.Resource, Subresource: info.Subresource,
			Namespace: info.Namespace, Name: info.Name,
		},
		Version: info.APIVersion, FieldSelector: info.FieldSelector, LabelSelector: info.LabelSelector,
	}, nil
}
