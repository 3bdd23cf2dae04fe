import { SEVERITIES, type Severity } from '@bulwark/model';
import type { PolicyRule } from '@bulwark/rbac';

export const RISKS = ['critical', 'high', 'medium', 'low', 'none'] as const;
export type Risk = (typeof RISKS)[number];

/** The scale as reports state it. What `bulwark rbac escalations` says of somebody stands behind the upper three. */
export const RISK_WORDS: Readonly<Record<Risk, string>> = {
  critical:
    'becomes cluster-admin, at once or by way of what it can reach, or another escalation as grave: impersonation, admission webhooks, certificates, nodes',
  high: 'an escalation that reaches over the cluster: reads all secrets, starts pods, enters containers, takes tokens; or everything in one namespace',
  medium: 'an escalation that stays in a namespace, or writes anything',
  low: 'reads, asks reviews about itself, and writes only leases and events; or reads secrets that are named one by one',
  none: 'nothing beside what every API server gives everybody',
};

export interface Weight {
  readonly risk: Risk;
  readonly because: string;
}

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

const NOTHING: Weight = { risk: 'none', because: 'grants nothing' };

/** What an escalation of a severity weighs. */
export function riskOfSeverity(severity: Severity): Risk {
  return severity === 'info' ? 'low' : (RISKS.find((risk) => risk === severity) ?? 'low');
}

export function worstOf(severities: readonly Severity[]): Severity {
  return severities.reduce((worst, each) => (SEVERITIES.indexOf(each) < SEVERITIES.indexOf(worst) ? each : worst), 'info');
}

/** The gravest of what rules are beside the escalations that they are part of: whether they write, read, or grant nothing. */
export function ordinary(rules: readonly PolicyRule[], namespace: string): Weight {
  const weights = rules.filter((rule) => !grantsNothing(rule)).map(ordinaryRule);
  const { risk } = heaviest(weights);
  if (risk === 'none') return NOTHING;
  const words = new Set(weights.filter((weight) => weight.risk === risk).map(({ because }) => because));
  return { risk, because: `${[...words].join('; ')}${placeOf(namespace)}` };
}

/** The first of the gravest. */
export function heaviest(weights: readonly Weight[]): Weight {
  return weights.reduce((worst, weight) => (isGraver(weight.risk, worst.risk) ? weight : worst), NOTHING);
}

export function isGraver(risk: Risk, than: Risk): boolean {
  return RISKS.indexOf(risk) < RISKS.indexOf(than);
}

function ordinaryRule(rule: PolicyRule): Weight {
  const isRead = rule.verbs.every((verb) => READS.has(verb));
  if (isRead || rule.resources.length === 0) return { risk: 'low', because: 'reads' };
  if (rule.resources.every((resource) => HARMLESS.has(resource)))
    return { risk: 'low', because: `writes only ${[...new Set(rule.resources)].join(', ')}` };
  return { risk: 'medium', because: 'writes' };
}

export function placeOf(namespace: string): string {
  return namespace === '' ? ', in the whole cluster' : `, in namespace ${namespace}`;
}

function grantsNothing({ verbs, apiGroups, resources, nonResourceURLs }: PolicyRule): boolean {
  return verbs.length === 0 || ((apiGroups.length === 0 || resources.length === 0) && nonResourceURLs.length === 0);
}
