import type { Suite } from '../suite.ts';
import { rulesSuite } from './kubescape-tests.ts';

/** Rules that no control asks for. */
const APART: Readonly<Record<string, string>> = {
  'steal-privileged-pods-v1':
    'asks who both removes pods and closes nodes, by any of their roles; our controls speak of each of the two rights',
};

const NAMED = 'is about a rule that names its objects, which is how a right is kept narrow';
const UNPRIVILEGED =
  'asks of privileged namespaces only; ours of every namespace, with lower severity where the right ends at one';
const ELSEWHERE = 'asks of unprivileged namespaces only, for other rules ask of the others; ours ask of all of them';
const MISTAKEN = 'grants nothing as it is written; we say so, with low severity, instead of nothing';

/** Tests that we answer otherwise, and what settles it. */
const DECIDED: Readonly<Record<string, string>> = {
  'assign-serviceaccount-to-pod-v1/clusterrole-mismatched-apigroup': MISTAKEN,
  'assign-serviceaccount-to-pod-v1/clusterrole-named-deployment': NAMED,
  'assign-serviceaccount-to-pod-v1/role-unprivileged-deployments': UNPRIVILEGED,
  'attach-ephemeral-container-v1/clusterrole':
    'takes pods/* for every subresource of pods; to the authorizer it is plain text (pkg/apis/rbac/v1, ResourceMatches)',
  'issue-token-secrets-v1/clusterrole-create-only':
    'asks whether the token can be read as well; ours asks who writes Secrets, whatever for',
  'issue-token-secrets-v1/clusterrole-named-apply': NAMED,
  'issue-token-secrets-v1/role-unprivileged': UNPRIVILEGED,
  'modify-node-status-v1/clusterrole-named-node-status': NAMED,
  'modify-node-status-v1/clusterrole-update-nodes-only':
    'asks of the status alone; ours also of nodes themselves, whose labels and taints an update writes',
  'modify-pod-status-v1/role-named-pod-status': NAMED,
  'modify-node-status-v1/rolebinding-namespaced': MISTAKEN,
  'weak-namespace-token-access-v1/clusterrolebinding-clusterwide': ELSEWHERE,
  'weak-namespace-token-access-v1/role-kube-system': ELSEWHERE,
  'weak-namespace-token-access-v1/role-named-secret-get': NAMED,
  'weak-namespace-token-access-v1/role-named-token-request': NAMED,
  'weak-namespace-token-access-v1/role-watch-secrets':
    'takes watch for a right that does not read; a watch returns every Secret in full',
};

/** The rules of RBAC that Kubescape keeps beside its library. */
export const kubescapeNewRules: Suite = rulesSuite({
  id: 'kubescape-new-rules',
  title: "Kubescape's newer rules of RBAC and their tests",
  folder: 'conformance/kubescape-rules-new',
  controls: 'conformance/kubescape-regolibrary/controls',
  byRule: {
    'assign-serviceaccount-to-pod-v1': ['rbac/pods-create', 'rbac/workloads-create', 'rbac/wildcard-all'],
    'attach-ephemeral-container-v1': ['rbac/ephemeral-containers'],
    'impersonate-users-groups-v1': ['rbac/impersonate'],
    'issue-token-secrets-v1': ['rbac/secrets-write'],
    'modify-node-status-v1': ['rbac/nodes-status-write', 'rbac/wildcard-all'],
    'modify-pod-status-v1': ['rbac/pods-status-write', 'rbac/wildcard-all'],
    'node-proxy-access-v1': ['rbac/nodes-proxy'],
    'weak-namespace-token-access-v1': ['rbac/secrets-read', 'rbac/token-create'],
  },
  apart: ({ rule }) => APART[rule],
  decided: DECIDED,
});
