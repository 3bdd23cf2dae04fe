import type { KubeObject, Severity } from '@bulwark/model';
import type { PolicyRule, Role } from '@bulwark/rbac';
import { NOTHING, type CheckContext, type Failure, type Outcome } from '../control.ts';
import { whereText, whoText } from './holder-words.ts';
import { holdersOf, type Holders } from './holders.ts';
import { isBootstrap } from './judge-rules.ts';
import { policyOf } from './scope-policy.ts';
import type { RuleSays } from './wildcards.ts';

/** What a control says of a rule by itself, whatever it lets people do. */
export interface RuleConcern {
  /** The place in the rule, and what it lets people do; undefined where there is nothing to say. */
  readonly of: (rule: PolicyRule) => RuleSays | undefined;
  /** The control that says it already of a rule, if that is applied. */
  readonly toldBy?: (rule: PolicyRule) => string | undefined;
  /** The severity where the right ends at a namespace, if that is another. */
  readonly inNamespace?: Failure['severity'];
  /** How severe it is where nothing that was read binds the role to anybody. */
  readonly unbound: Severity;
}

/** Judges the rules of a role one by one, with those whom the role is bound to. */
export function judgeEachRule(object: KubeObject, { scope, applies }: CheckContext, concern: RuleConcern): readonly Outcome[] {
  const { roleOf, boundBy } = policyOf(scope);
  const role = roleOf(object);
  if (role === undefined || isBootstrap(role)) return NOTHING;
  const found = role.rules.flatMap(({ rule, from, index }) => {
    const said = from === undefined ? concern.of(rule) : undefined;
    const teller = said === undefined ? undefined : concern.toldBy?.(rule);
    return said === undefined || (teller !== undefined && applies(teller)) ? [] : [{ index, said }];
  });
  if (found.length === 0) return NOTHING;
  const holders = holdersOf(boundBy(role));
  if (holders.names.length === 0 && scope.complete) return NOTHING;
  return found.map(({ index, said }) => ({
    at: ['rules', index, ...said.at],
    message: `lets ${whoText(holders)} ${said.does}${said.isOfUrls === true ? '' : ` ${whereText(role, holders)}`}`,
    severity: said.severity === undefined ? severityOf(role, holders, concern) : said.severity(holders.isClusterWide),
    evidence: holders.evidence,
  }));
}

function severityOf(role: Role, holders: Holders, concern: RuleConcern): Failure['severity'] {
  if (holders.names.length === 0 && holders.evidence.length === 0) {
    return { level: concern.unbound, reason: 'nothing among the objects that were read binds it to anybody' };
  }
  return role.kind === 'Role' || !holders.isClusterWide ? concern.inNamespace : undefined;
}
