import type { Binding } from '../policy/binding.ts';
import { ruleAllows } from '../rule/rule-allows.ts';
import { subjectApplies } from '../subject/subject.ts';
import { authenticatedUser, splitServiceAccountName, type User } from '../subject/user.ts';
import { send } from './act.ts';
import { isSaid, withoutSaid } from './chain.ts';
import type { Step } from './escalation.ts';
import type { Passage } from './graph.ts';
import { actsOf, type Goal, type Lead } from './lead.ts';
import { isImagined } from './leads.ts';
import type { Act, Permission } from './primitive.ts';
import { kindOf, type Kind } from './kind.ts';
import { resourceRequest } from '../request.ts';

/** Who acts: the user whom the server sees, and who really sends. */
interface Actor {
  readonly as: User;
  readonly through: User | undefined;
}

/** The steps of one lead alone. */
export function stepsOfLead(lead: Lead, as: User): readonly Step[] {
  return frugal(stepsBy({ as, through: undefined }, lead, {}));
}

/** The steps of a way through several leads. */
export function stepsOfWay(passages: readonly Passage<Lead>[], start: User): readonly Step[] {
  const steps: Step[] = [];
  let actor: Actor = { as: start, through: undefined };
  for (const [place, { does: lead, to }] of passages.entries()) {
    if (lead === undefined) continue;
    const end = arrival(passages, place, to);
    const account = splitServiceAccountName(end);
    const goal: Goal = account === undefined ? { account: end } : { namespace: account.namespace, account: account.name };
    steps.push(...stepsBy(actor, lead, goal));
    actor = become(actor, lead, end, steps.at(-1));
  }
  return frugal(steps);
}

/** The next identity on the way: where the next lead is from, or what the last edge before it leads to. */
function arrival(passages: readonly Passage<Lead>[], place: number, to: string): string {
  let end = withoutSaid(to);
  for (const { does, to: next } of passages.slice(place + 1)) {
    const identity = withoutSaid(next);
    if (does !== undefined || identity.startsWith('group ')) break;
    end = identity;
  }
  return end;
}

function become(actor: Actor, { gain: { position } }: Lead, end: string, last: Step | undefined): Actor {
  const through = actor.through ?? actor.as;
  if (position.kind === 'groups') return { as: saidIn(last), through };
  return { as: authenticatedUser(end), through: isSaid(position) ? through : undefined };
}

function saidIn(step: Step | undefined): User {
  const headers = step?.headers ?? {};
  return authenticatedUser(headers['Impersonate-User'] ?? '', [headers['Impersonate-Group'] ?? '']);
}

function stepsBy({ as, through }: Actor, lead: Lead, goal: Goal): readonly Step[] {
  const acts = [...lead.after.flatMap((first) => actsOf(first, as)), ...actsOf(lead, as, goal)];
  const { position } = lead.gain;
  if (position.kind === 'namespace-admin' && goal.account !== undefined) acts.push(tokenAct(acts, lead, goal));
  const assumes =
    position.kind === 'running-pods' && goal.account !== undefined
      ? `a pod there runs as ${goal.namespace}/${goal.account}`
      : lead.gain.assumes;
  return onWhatIsMade(acts).map((act, place) => ({
    ...act,
    as: act.said ?? as,
    through: act.said === undefined ? through : (through ?? as),
    assumes: place === acts.length - 1 ? assumes : undefined,
  }));
}

/** What was thought to be made is what the acts before make. */
function onWhatIsMade(acts: readonly Act[]): readonly Act[] {
  const made = acts.flatMap(({ makes }) => makes?.binding ?? []);
  if (made.length === 0) return acts;
  return acts.map((act) => ({
    ...act,
    permissions: act.permissions.map((permission) => {
      const { binding } = permission.grant;
      if (!isImagined(binding)) return permission;
      const real = made.find((one) => one.namespace === binding.namespace && one.name === binding.name);
      return real === undefined ? permission : { ...permission, grant: { ...permission.grant, binding: real } };
    }),
  }));
}

const TOKEN: Kind = kindOf('serviceaccounts/token');

/** Who may do everything in a namespace makes itself a token there: by what it has made, or by what it had. */
function tokenAct(acts: readonly Act[], lead: Lead, { namespace = '', account = '' }: Goal): Act {
  const request = resourceRequest({
    verb: 'create',
    resource: 'serviceaccounts',
    subresource: 'token',
    namespace,
    name: account,
  });
  const bound = acts.findLast(({ makes }) => makes !== undefined)?.makes ?? lead.met[0]?.forAll?.grant;
  const rule = bound?.role.rules.find((candidate) => ruleAllows(candidate.rule, request));
  // INVARIANT: a namespace-admin has a rule for everything, and so for this.
  if (bound === undefined || rule === undefined) throw new Error(`${lead.primitive.id} gives no namespace`);
  const { binding, subject, role } = bound;
  const permission: Permission = { kind: TOKEN, request, grant: { binding, subject, role, rule } };
  return send(permission, {
    says: `makes a token of service account ${namespace}/${account}`,
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} },
  });
}

/**
 * With no grant more than it takes: what a binding allows that another one of the same proof allows too is asked of that one.
 */
function frugal(steps: readonly Step[]): readonly Step[] {
  const bindings = new Set(steps.flatMap(({ permissions }) => permissions.map(({ grant }) => grant.binding)));
  if (bindings.size < 2) return steps;
  let kept = steps;
  for (const binding of bindings) kept = without(binding, kept) ?? kept;
  return kept;
}

/** The same steps on other bindings that were there before; undefined where they do not bear them. */
function without(binding: Binding, steps: readonly Step[]): readonly Step[] | undefined {
  const made = new Set(steps.flatMap(({ makes }) => makes?.binding ?? []));
  const others = steps
    .flatMap(({ permissions }) => permissions)
    .filter(({ grant }) => grant.binding !== binding && !made.has(grant.binding));
  const making = steps.findIndex(({ makes }) => makes?.binding === binding);
  const changed: Step[] = [];
  for (const [place, step] of steps.entries()) {
    const permissions: Permission[] = [];
    // What the step makes is another binding than the one of before, even if it has the same name.
    const isAfter = making !== -1 && place > making;
    for (const permission of step.permissions) {
      const other = permission.grant.binding === binding && !isAfter ? instead(permission, others, step) : permission;
      if (other === undefined) return undefined;
      permissions.push(other);
    }
    changed.push({ ...step, permissions });
  }
  return changed;
}

/** Whether a verb is asked about for who really sends, whoever the request says to be. */
export function asksWhoSends(verb: string): boolean {
  return verb.startsWith('impersonate');
}

function instead(permission: Permission, others: readonly Permission[], { as, through }: Step): Permission | undefined {
  const { request } = permission;
  const isImpersonation = asksWhoSends(request.verb);
  const user = isImpersonation ? (through ?? as) : as;
  const namespace = request.kind === 'resource' ? request.namespace : '';
  for (const { grant } of others) {
    const { binding, role } = grant;
    if (binding.namespace !== '' && binding.namespace !== namespace) continue;
    const subject = binding.subjects.findIndex((candidate) => subjectApplies(candidate, binding.namespace, user));
    const rule = role.rules.find((candidate) => ruleAllows(candidate.rule, request));
    if (subject !== -1 && rule !== undefined) return { ...permission, grant: { binding, subject, role, rule } };
  }
  return undefined;
}
