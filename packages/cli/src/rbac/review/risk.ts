import { resourceRequest, ruleAllows, type PolicyRule } from '@bulwark/rbac';

export const RISKS = ['critical', 'high', 'medium', 'low', 'none'] as const;
export type Risk = (typeof RISKS)[number];

/** The scale as reports state it. */
export const RISK_WORDS: Readonly<Record<Risk, string>> = {
  critical:
    'everything in the cluster, or the means to get it: all verbs on all resources, escalate, bind, impersonate, admission webhooks',
  high: 'secrets, or code in pods: reads secrets, starts pods or changes workloads, enters containers, asks for tokens, approves certificates; or everything in one namespace',
  medium: 'writes anything else, or reads secrets that are named one by one',
  low: 'reads, asks reviews about itself, and writes only leases and events',
  none: 'nothing beside what every API server gives everybody',
};

export interface Weight {
  readonly risk: Risk;
  readonly because: string;
}

interface Capability {
  readonly words: string;
  readonly risk: Risk;
  /** What it weighs in one namespace; absent where it means nothing there. */
  readonly inNamespace?: Risk;
  /** What it weighs where the rule names its objects; else the same. */
  readonly named?: Risk;
  readonly verbs: readonly string[];
  /** `secrets`, `pods/exec`, `deployments.apps`. */
  readonly resources: readonly string[];
}

const WRITE = ['create', 'update', 'patch'];
const WORKLOADS = [
  'deployments.apps',
  'daemonsets.apps',
  'statefulsets.apps',
  'replicasets.apps',
  'jobs.batch',
  'cronjobs.batch',
  'replicationcontrollers',
];
const RBAC = 'rbac.authorization.k8s.io';
const HOOKS = 'admissionregistration.k8s.io';

/** From the gravest down. The levels are those of the controls of the same matters (`bulwark controls rbac`). */
const CAPABILITIES: readonly Capability[] = [
  { words: 'may change everything', risk: 'critical', inNamespace: 'high', named: 'high', verbs: WRITE, resources: ['*.*'] },
  {
    words: 'may give itself any right (escalate)',
    risk: 'critical',
    inNamespace: 'high',
    verbs: ['escalate'],
    resources: [`clusterroles.${RBAC}`, `roles.${RBAC}`],
  },
  {
    words: 'may bind roles it does not hold (bind)',
    risk: 'critical',
    inNamespace: 'high',
    named: 'high',
    verbs: ['bind'],
    resources: [`clusterroles.${RBAC}`, `roles.${RBAC}`],
  },
  {
    words: 'may act as others (impersonate)',
    risk: 'critical',
    inNamespace: 'high',
    named: 'high',
    verbs: ['impersonate'],
    resources: ['users', 'serviceaccounts'],
  },
  {
    words: 'may change admission webhooks',
    risk: 'critical',
    verbs: WRITE,
    resources: [`mutatingwebhookconfigurations.${HOOKS}`, `validatingwebhookconfigurations.${HOOKS}`],
  },
  { words: 'may reach into every node (nodes/proxy)', risk: 'high', verbs: ['get', 'create'], resources: ['nodes/proxy'] },
  {
    words: 'may approve certificates',
    risk: 'high',
    verbs: ['update', 'patch'],
    resources: ['certificatesigningrequests/approval.certificates.k8s.io'],
  },
  {
    words: 'reads secrets',
    risk: 'high',
    inNamespace: 'high',
    named: 'medium',
    verbs: ['get', 'list', 'watch', 'patch', 'deletecollection'],
    resources: ['secrets'],
  },
  {
    words: 'may ask for tokens of service accounts',
    risk: 'high',
    inNamespace: 'high',
    verbs: ['create'],
    resources: ['serviceaccounts/token'],
  },
  {
    words: 'enters containers',
    risk: 'high',
    inNamespace: 'high',
    verbs: ['create', 'get'],
    resources: ['pods/exec', 'pods/attach'],
  },
  {
    words: 'enters containers',
    risk: 'high',
    inNamespace: 'high',
    verbs: ['update', 'patch'],
    resources: ['pods/ephemeralcontainers'],
  },
  {
    words: 'starts pods or changes what they run',
    risk: 'high',
    inNamespace: 'high',
    verbs: WRITE,
    resources: ['pods', ...WORKLOADS],
  },
];

const READS = new Set(['get', 'list', 'watch']);
/** Writing these tells or asks something, and changes nothing that others rely on. */
const HARMLESS = new Set([
  'leases',
  'events',
  'subjectaccessreviews',
  'localsubjectaccessreviews',
  'selfsubjectaccessreviews',
  'selfsubjectrulesreviews',
  'selfsubjectreviews',
  'tokenreviews',
]);

const EVERYTHING = 'may do everything';
const NOTHING: Weight = { risk: 'none', because: 'grants nothing' };

/** The gravest that rules let somebody do, in the whole cluster or in one namespace, with all that weighs as much. */
export function weigh(rules: readonly PolicyRule[], namespace: string): Weight {
  const weights = rules.flatMap((rule) => weightsOf(rule, namespace));
  const { risk } = heaviest(weights);
  if (risk === 'none') return NOTHING;
  const words = new Set(weights.filter((weight) => weight.risk === risk).map(({ because }) => because));
  // Who may do everything may do all the rest.
  const said = words.has(EVERYTHING) ? [EVERYTHING] : [...words];
  return { risk, because: `${said.join('; ')}${placeOf(namespace)}` };
}

/** The first of the gravest. */
export function heaviest(weights: readonly Weight[]): Weight {
  return weights.reduce((worst, weight) => (isGraver(weight.risk, worst.risk) ? weight : worst), NOTHING);
}

export function isGraver(risk: Risk, than: Risk): boolean {
  return RISKS.indexOf(risk) < RISKS.indexOf(than);
}

function weightsOf(rule: PolicyRule, namespace: string): readonly Weight[] {
  if (grantsNothing(rule)) return [];
  if (ruleAllows(rule, resourceRequest({ verb: '*', group: '*', resource: '*' })))
    return [{ risk: namespace === '' ? 'critical' : 'high', because: EVERYTHING }];
  return [...CAPABILITIES.flatMap((capability) => capabilityOf(rule, namespace, capability) ?? []), ordinary(rule)];
}

function capabilityOf(rule: PolicyRule, namespace: string, capability: Capability): Weight | undefined {
  const level = namespace === '' ? capability.risk : capability.inNamespace;
  if (level === undefined) return undefined;
  const names = rule.resourceNames.length === 0 ? [''] : rule.resourceNames;
  const allowed = capability.resources.some((text) =>
    capability.verbs.some((verb) => names.some((name) => ruleAllows(rule, resourceRequest({ verb, name, ...resourceOf(text) })))),
  );
  if (!allowed) return undefined;
  const isNamed = rule.resourceNames.length > 0;
  const risk = isNamed && capability.named !== undefined && isGraver(level, capability.named) ? capability.named : level;
  return { risk, because: `${capability.words}${isNamed ? ' (named ones)' : ''}` };
}

function ordinary(rule: PolicyRule): Weight {
  const isRead = rule.verbs.every((verb) => READS.has(verb));
  if (isRead || rule.resources.length === 0) return { risk: 'low', because: 'reads' };
  if (rule.resources.every((resource) => HARMLESS.has(resource)))
    return { risk: 'low', because: `writes only ${[...new Set(rule.resources)].join(', ')}` };
  return { risk: 'medium', because: 'writes' };
}

function placeOf(namespace: string): string {
  return namespace === '' ? ', in the whole cluster' : `, in namespace ${namespace}`;
}

function grantsNothing({ verbs, apiGroups, resources, nonResourceURLs }: PolicyRule): boolean {
  return verbs.length === 0 || ((apiGroups.length === 0 || resources.length === 0) && nonResourceURLs.length === 0);
}

function resourceOf(text: string): { readonly group: string; readonly resource: string; readonly subresource: string } {
  const dot = text.indexOf('.');
  const [resource = '', subresource = ''] = (dot === -1 ? text : text.slice(0, dot)).split('/');
  return { group: dot === -1 ? '' : text.slice(dot + 1), resource, subresource };
}
