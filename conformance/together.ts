import { controls, type Control, type Tool } from '@bulwark/controls';

type Together = Readonly<Record<string, readonly string[]>>;

const WILDCARDS = ['rbac/wildcard-all', 'rbac/wildcard-verbs', 'rbac/wildcard-resources', 'rbac/wildcard-api-groups'];
const INTO_PODS = ['rbac/pods-exec', 'rbac/pods-attach', 'rbac/wildcard-all'];
const ADMINS = ['rbac/cluster-admin-binding', 'rbac/wildcard-all'];

/** What one check of another scanner asks, and several controls of ours together: an alias belongs to a single control. */
const TOGETHER: Readonly<Partial<Record<Tool, Together>>> = {
  checkov: {
    CKV_K8S_49: WILDCARDS,
    CKV2_K8S_1: ['rbac/escalate', 'rbac/rbac-write'],
    CKV2_K8S_2: ['rbac/nodes-proxy', 'rbac/pods-exec'],
  },
  'kube-linter': { 'wildcard-in-rules': WILDCARDS },
  kics: {
    // RBAC wildcard in rule
    '6b896afb-ca07-467a-b256-1a0077a1c08e': WILDCARDS,
    // Permissive access to create pods, which counts wildcards as well
    '592ad21d-ad9b-46c6-8d2d-fad09d62a942': ['rbac/pods-create', 'rbac/wildcard-all'],
    // ServiceAccount allows access to secrets
    '056ac60e-fe07-4acc-9b34-8e1d51716ab9': ['rbac/secrets-read', 'rbac/wildcard-all'],
  },
  polaris: {
    clusterrolePodExecAttach: INTO_PODS,
    clusterrolebindingPodExecAttach: INTO_PODS,
    rolebindingRolePodExecAttach: INTO_PODS,
    rolebindingClusterRolePodExecAttach: INTO_PODS,
    clusterrolebindingClusterAdmin: ADMINS,
    rolebindingClusterAdminClusterRole: ADMINS,
    rolebindingClusterAdminRole: ADMINS,
  },
};

/** Checks of roles by themselves, bound or not: to ask them, a file is a part of a cluster, whose bindings may be elsewhere. */
const OF_UNBOUND: ReadonlySet<string> = new Set([
  'wildcard-in-rules',
  '6b896afb-ca07-467a-b256-1a0077a1c08e',
  '592ad21d-ad9b-46c6-8d2d-fad09d62a942',
  // RBAC roles allow privilege escalation, RBAC roles with port-forwarding permission
  '8320826e-7a9c-4b0b-9535-578333193432',
  '38fa11ef-dbcc-4da8-9680-7e1fd855b6fb',
]);

export const isOfWholeCluster = (check: string): boolean => !OF_UNBOUND.has(check);

/** The controls that together ask what a check asks; none where one of them is not there. */
export function controlsAsking(tool: Tool, check: string): readonly Control[] {
  const together = TOGETHER[tool];
  if (together === undefined || !Object.hasOwn(together, check)) {
    return controls.filter(({ aliases }) => aliases[tool]?.includes(check));
  }
  const ids = together[check] ?? [];
  const found = controls.filter(({ id }) => ids.includes(id));
  return found.length === ids.length ? found : [];
}
