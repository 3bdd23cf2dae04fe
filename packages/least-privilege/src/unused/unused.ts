import {
  authenticatedUser,
  policyRule,
  RbacIndex,
  reasonOf,
  ruleAllows,
  type BoundGrant,
  type Policy,
  type PolicyRule,
  type PolicySet,
  type Request,
} from '@bulwark/rbac';
import type { Observations, SubjectLog } from '../observe/observations.ts';

/** How a rule that a binding grants was used in the time that the log covers. */
export interface RuleUse {
  readonly grant: BoundGrant;
  readonly rule: PolicyRule;
  /** `unused` is said only of a log with times that tells of the resource; else it is `unknown`, and why. */
  readonly verdict: 'used' | 'partly' | 'unused' | 'unknown';
  readonly reason: string;
  readonly unusedVerbs: readonly string[];
  readonly unusedResources: readonly string[];
  /** Resources that nobody was seen at: the log may just not tell of them. */
  readonly unknownResources: readonly string[];
}

/** What the bindings of today grant to a user beside the server's own, rule by rule. */
export function usesOf(log: SubjectLog, policy: Policy, defaults: PolicySet, observations: Observations): RuleUse[] {
  const own = new Set(defaults.bindings.map(({ namespace, name }) => `${namespace}/${name}`));
  const { grants } = new RbacIndex(policy).grantsOf(authenticatedUser(log.username, [...log.groups]));
  return grants
    .filter(({ binding }) => !own.has(`${binding.namespace}/${binding.name}`))
    .flatMap((grant) => {
      const requests = requestsThrough(grant, log);
      return grant.role.rules.map(({ rule }) => useOf(grant, rule, requests, observations));
    });
}

/** The server says by which binding it allowed a request; where the log has left that out, any that could have. */
function requestsThrough(grant: BoundGrant, log: SubjectLog): Request[] {
  const reason = reasonOf(grant);
  const { namespace } = grant.binding;
  return [...log.allowed.values()]
    .filter((series) => series.unnamed !== undefined || series.usedBy(reason) !== undefined)
    .flatMap((series) => series.requests())
    .filter((request) => namespace === '' || (request.kind === 'resource' && request.namespace === namespace));
}

function useOf(grant: BoundGrant, rule: PolicyRule, requests: readonly Request[], observations: Observations): RuleUse {
  const used = requests.filter((request) => ruleAllows(rule, request));
  const unusedVerbs = rule.verbs.filter((verb) => !used.some((request) => ruleAllows({ ...rule, verbs: [verb] }, request)));
  const unusedResources = rule.resources.filter(
    (resource) => !used.some((request) => ruleAllows({ ...rule, resources: [resource] }, request)),
  );
  const isTold = (resource: string): boolean => notTold({ ...rule, resources: [resource] }, observations) === undefined;
  const unknownResources = unusedResources.filter((resource) => !isTold(resource));
  const partly = unusedVerbs.length > 0 || unusedResources.length > 0;
  const found = { grant, rule, unusedVerbs, unusedResources: unusedResources.filter(isTold), unknownResources };
  if (used.length > 0) return { ...found, verdict: partly ? 'partly' : 'used', reason: '' };
  const reason = notTold(rule, observations);
  return { ...found, verdict: reason === undefined ? 'unused' : 'unknown', reason: reason ?? '' };
}

/** Why the log does not say whether a rule is used; undefined where it does. */
export function notTold(rule: PolicyRule, { window, seen, left }: Observations): string | undefined {
  if (window === undefined) return 'the log says no times';
  if (rule.nonResourceURLs.length > 0 && left.reviewsWithoutBody > 0)
    return 'other servers asked about users, and the log does not say whom';
  const told = policyRule({ ...rule, verbs: ['*'], resourceNames: [] });
  const isTold = [...seen].some((key) => (key === 'url' ? rule.nonResourceURLs.length > 0 : ruleAllows(told, requestFor(key))));
  return isTold ? undefined : 'nobody is seen at what it grants: the audit policy may leave it out';
}

function requestFor(key: string): Request {
  const [group = '', resource = '', ...sub] = key.split('/');
  return { kind: 'resource', verb: 'get', group, resource, subresource: sub.join('/'), namespace: '', name: '' };
}
