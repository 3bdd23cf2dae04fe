/** A rule as the tables have it: every list is there. */
export interface RuleFacts {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
  readonly nonResourceURLs: readonly string[];
}

/** A Role or ClusterRole, whose namespace is empty. */
export interface RoleFacts {
  readonly kind: 'Role' | 'ClusterRole';
  readonly namespace: string;
  readonly name: string;
  /** The `x` of its labels `rbac.authorization.k8s.io/aggregate-to-x`. */
  readonly partOf: readonly string[];
  /** The `x` of the same labels that it gathers; undefined where it is not aggregated. */
  readonly gathers: readonly string[] | undefined;
  readonly rules: readonly RuleFacts[];
}

export interface SubjectFacts {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

export interface BindingFacts {
  readonly kind: 'RoleBinding' | 'ClusterRoleBinding';
  readonly namespace: string;
  readonly name: string;
  readonly roleRef: { readonly kind: string; readonly name: string };
  readonly subjects: readonly SubjectFacts[];
}

export interface PolicyFacts {
  readonly roles: readonly RoleFacts[];
  readonly bindings: readonly BindingFacts[];
}

type Manifest = Readonly<Record<string, unknown>>;

const PART_OF = 'rbac.authorization.k8s.io/aggregate-to-';
const RULE_LISTS = ['verbs', 'apiGroups', 'resources', 'resourceNames', 'nonResourceURLs'] as const;

/**
 * The facts in the manifests of roles and bindings. Throws at everything that the tables have no place for, so that nothing
 * new in a release is lost: labels, annotations, selectors and members that are not expected.
 */
export function policyFacts(manifests: readonly Manifest[], labels: Readonly<Record<string, string>>): PolicyFacts {
  const roles = manifests.filter(({ kind }) => kind === 'Role' || kind === 'ClusterRole');
  const bindings = manifests.filter(({ kind }) => kind === 'RoleBinding' || kind === 'ClusterRoleBinding');
  if (roles.length + bindings.length !== manifests.length) throw new Error('a manifest is neither role nor binding');
  return { roles: roles.map((role) => roleFacts(role, labels)), bindings: bindings.map((each) => bindingFacts(each, labels)) };
}

function roleFacts(manifest: Manifest, labels: Readonly<Record<string, string>>): RoleFacts {
  onlyMembers(manifest, ['apiVersion', 'kind', 'metadata', 'rules', 'aggregationRule']);
  const aggregation = manifest['aggregationRule'] as { readonly clusterRoleSelectors: readonly Manifest[] } | undefined;
  return {
    kind: manifest['kind'] as RoleFacts['kind'],
    ...identity(manifest),
    partOf: partOf(manifest, labels),
    gathers: aggregation?.clusterRoleSelectors.map(gathered),
    rules: ((manifest['rules'] ?? []) as readonly Manifest[]).map(ruleFacts),
  };
}

function ruleFacts(rule: Manifest): RuleFacts {
  onlyMembers(rule, RULE_LISTS);
  return Object.fromEntries(RULE_LISTS.map((key) => [key, rule[key] ?? []])) as unknown as RuleFacts;
}

function bindingFacts(manifest: Manifest, labels: Readonly<Record<string, string>>): BindingFacts {
  onlyMembers(manifest, ['apiVersion', 'kind', 'metadata', 'roleRef', 'subjects']);
  if (partOf(manifest, labels).length > 0) throw new Error('a binding has labels of aggregation');
  const { kind, name } = manifest['roleRef'] as Readonly<Record<'kind' | 'name', string>>;
  return {
    kind: manifest['kind'] as BindingFacts['kind'],
    ...identity(manifest),
    roleRef: { kind, name },
    subjects: ((manifest['subjects'] ?? []) as readonly Manifest[]).map((subject) => {
      onlyMembers(subject, ['apiGroup', 'kind', 'name', 'namespace']);
      return { kind: text(subject, 'kind'), name: text(subject, 'name'), namespace: text(subject, 'namespace') };
    }),
  };
}

function identity(manifest: Manifest): { readonly namespace: string; readonly name: string } {
  const metadata = manifest['metadata'] as Manifest;
  onlyMembers(metadata, ['name', 'namespace', 'labels', 'annotations', 'creationTimestamp']);
  return { namespace: text(metadata, 'namespace'), name: text(metadata, 'name') };
}

/** Its labels beside those that all have. */
function partOf(manifest: Manifest, expected: Readonly<Record<string, string>>): readonly string[] {
  const labels = { ...(manifest['metadata'] as { readonly labels?: Readonly<Record<string, string>> }).labels };
  for (const [key, value] of Object.entries(expected)) {
    if (labels[key] !== value) throw new Error(`${JSON.stringify(manifest['metadata'])} lacks the label ${key}`);
    delete labels[key];
  }
  return Object.entries(labels).map(aggregateTo).toSorted();
}

function gathered(selector: Manifest): string {
  onlyMembers(selector, ['matchLabels']);
  const [label, ...others] = Object.entries(selector['matchLabels'] as Readonly<Record<string, string>>);
  if (label === undefined || others.length > 0)
    throw new Error(`a selector that is not of one label: ${JSON.stringify(selector)}`);
  return aggregateTo(label);
}

function aggregateTo([key, value]: readonly [string, string]): string {
  if (!key.startsWith(PART_OF) || value !== 'true') throw new Error(`the tables have no place for the label ${key}: ${value}`);
  return key.slice(PART_OF.length);
}

function text(of: Manifest, key: string): string {
  const value = of[key] ?? '';
  if (typeof value !== 'string') throw new Error(`${key} is no text in ${JSON.stringify(of)}`);
  return value;
}

function onlyMembers(of: Manifest, known: readonly string[]): void {
  const strange = Object.keys(of).find((key) => !known.includes(key));
  if (strange !== undefined) throw new Error(`the tables have no place for ${strange} in ${JSON.stringify(of)}`);
}
