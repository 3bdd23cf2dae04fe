/** What a permission is about, as an escalation writes it: `pods/exec`, `deployments.apps`, or a path, `/debug/pprof`. */
export type Kind = ResourceKind | UrlKind;

export interface ResourceKind {
  readonly kind: 'resource';
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  /** A request for it says no namespace. */
  readonly isClusterScoped: boolean;
}

export interface UrlKind {
  readonly kind: 'url';
  readonly path: string;
}

const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  'adminnetworkpolicies',
  'apiservices',
  'baselineadminnetworkpolicies',
  'certificatesigningrequests',
  'clusterrolebindings',
  'clusterroles',
  'clustertrustbundles',
  'csidrivers',
  'customresourcedefinitions',
  'deviceclasses',
  'groups',
  'ingressclasses',
  'mutatingadmissionpolicies',
  'mutatingadmissionpolicybindings',
  'mutatingwebhookconfigurations',
  'namespaces',
  'nodes',
  'persistentvolumes',
  'priorityclasses',
  'runtimeclasses',
  'signers',
  'storageclasses',
  'subjectaccessreviews',
  'tokenreviews',
  'uids',
  'userextras',
  'users',
  'validatingadmissionpolicies',
  'validatingadmissionpolicybindings',
  'validatingwebhookconfigurations',
  'volumesnapshotcontents',
]);

/** Reads `resource`, `resource.group`, `resource.group/subresource` or `/path`. */
export function kindOf(text: string): Kind {
  if (text.startsWith('/')) return { kind: 'url', path: text };
  const [named = '', subresource = ''] = text.split('/');
  const dot = named.indexOf('.');
  const resource = dot === -1 ? named : named.slice(0, dot);
  const group = dot === -1 ? '' : named.slice(dot + 1);
  return { kind: 'resource', group, resource, subresource, isClusterScoped: CLUSTER_SCOPED.has(resource) };
}

/** Where the API server serves the resource; the version is one that is served wherever the escalation works. */
export function apiPath({ group, resource }: ResourceKind): string {
  if (group === '') return '/api/v1';
  return `/apis/${group}/${VERSIONS[`${resource}.${group}`] ?? VERSIONS[group] ?? 'v1'}`;
}

/** What is not `v1`: of a group, or of one of its resources. */
const VERSIONS: Readonly<Record<string, string>> = {
  'policy.networking.k8s.io': 'v1alpha1',
  'referencegrants.gateway.networking.k8s.io': 'v1beta1',
  'helm.toolkit.fluxcd.io': 'v2',
  'argoproj.io': 'v1alpha1',
};
