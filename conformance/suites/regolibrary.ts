import type { Suite } from '../suite.ts';
import { rulesSuite, type Rules } from './kubescape-tests.ts';
import { apartOf } from './regolibrary-apart.ts';

/** Rules that ask for more than the one control that has the id of theirs, and those that only a collection has. */
const BY_RULE: Readonly<Record<string, readonly string[]>> = {
  'rule-privileged-container': ['pod/privileged', 'KSV-0005'],
  'rule-credentials-configmap': ['KSV-0109'],
  'rule-list-all-cluster-admins-v1': ['rbac/cluster-admin-binding', 'rbac/wildcard-all', 'rbac/wildcard-resources'],
  'resource-policies': ['resources/memory-limit', 'resources/cpu-limit'],
  'resources-cpu-limit-and-request': ['resources/cpu-limit', 'resources/cpu-request', 'resources/out-of-range'],
  'resources-memory-limit-and-request': ['resources/memory-limit', 'resources/memory-request', 'resources/out-of-range'],
  'resources-memory-limits': ['resources/memory-limit', 'resources/out-of-range'],
  'resources-memory-requests': ['resources/memory-request', 'resources/out-of-range'],
};

/** Tests that we answer otherwise, and what settles it. */
const DECIDED: Readonly<Record<string, string>> = {
  'anonymous-access-enabled/fail': 'is the binding that the API server itself makes at each start, to version and health alone',
  'cluster-admin-role/clusterrole-rolebinding':
    'asks of ClusterRoleBindings alone; a RoleBinding to cluster-admin grants everything in its namespace',
  'rule-can-create-pv/clusterrole-clusterrolebinding':
    'grants nothing, by a wrong API group; we say so, with low severity, instead of nothing',
  'rule-can-portforward-v1/clusterrole-clusterrolebinding':
    'takes pods/* for every subresource of pods; to the authorizer it is plain text (pkg/apis/rbac/v1, ResourceMatches)',
};

/** Kubescape's own rules and their tests, wherever a control of ours says that it asks the same. */
export const REGOLIBRARY: Rules = {
  id: 'regolibrary',
  title: "Kubescape's rules and their tests, for every rule whose control has a counterpart here",
  folder: 'conformance/kubescape-regolibrary',
  controls: 'conformance/kubescape-regolibrary/controls',
  byRule: BY_RULE,
  apart: apartOf,
  decided: DECIDED,
};

export const regolibrary: Suite = rulesSuite(REGOLIBRARY);
