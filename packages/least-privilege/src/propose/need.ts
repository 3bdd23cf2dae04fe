import {
  coverOf,
  covers,
  type Binding,
  type PolicyRule,
  type RbacIndex,
  type Request,
  type Role,
  type User,
} from '@bulwark/rbac';
import type { SubjectLog } from '../observe/observations.ts';
import { requestKey } from '../observe/request-key.ts';
import type { Use } from '../observe/tally.ts';
import type { Written } from '../observe/written.ts';
import { atomOf, ruleOf } from '../rules/atom.ts';

/** One request that a user must be allowed. */
export interface Need {
  readonly request: Request;
  readonly use: Use;
  /** Why the server asked, where it was for no request of its own. */
  readonly because: string | undefined;
  /** Whether there were more names than are kept. */
  readonly hasMore: boolean;
}

/** Rules that a user must hold because it wrote a role with them, in a namespace or everywhere. */
export interface Held {
  readonly namespace: string;
  readonly rule: PolicyRule;
  readonly because: string;
}

export function needsOf(log: SubjectLog): Need[] {
  return [...log.allowed.values()].flatMap((series) =>
    [...series.uses].map(([name, use]) => ({
      request: series.requestFor(name),
      use,
      because: series.because,
      hasMore: series.hasMore,
    })),
  );
}

const NEVER: Use = { count: 0, first: undefined, last: undefined };

/**
 * What the writes of roles and bindings need beside (kubernetes/pkg/registry/rbac): `bind` on the role that was bound, by its name;
 * and to hold what a role says, unless the policy of today lets the user `escalate`, which it then keeps for that role.
 */
export function needsOfWrites(
  log: SubjectLog,
  needs: readonly Need[],
  today: RbacIndex | undefined,
  user: User,
): { readonly needs: readonly Need[]; readonly held: readonly Held[] } {
  const more = new Map<string, Need>();
  const held: Held[] = [];
  const owned = (namespace: string): PolicyRule[] =>
    needs
      .filter(({ request }) => request.kind === 'url' || request.namespace === '' || request.namespace === namespace)
      .map(({ request }) => ruleOf(atomOf(request)));
  const ask = (request: Request, because: string): void =>
    void more.set(requestKey(request), { request, because, use: NEVER, hasMore: false });
  for (const written of log.written.values()) {
    if (written.object === undefined || written.request.kind === 'url') continue;
    const { namespace } = written.request;
    if ('roleRef' in written.object) askToBind(written.object, written, owned(namespace), today, ask);
    else askToWrite(written.object, written, owned(namespace), { today, user }, { ask, held });
  }
  return { needs: [...more.values()], held };
}

type Ask = (request: Request, because: string) => void;

function askToBind(
  binding: Binding,
  { request }: Written,
  owned: readonly PolicyRule[],
  today: RbacIndex | undefined,
  ask: Ask,
): void {
  if (request.kind === 'url') return;
  const role = today?.policy.roleOf({ ...binding, namespace: request.namespace });
  if (role !== undefined && covers(owned, rulesOf(role))) return;
  const resource = binding.roleRef.kind === 'Role' ? 'roles' : 'clusterroles';
  ask(
    { ...request, verb: 'bind', resource, name: binding.roleRef.name },
    `it bound ${binding.roleRef.kind} ${binding.roleRef.name}`,
  );
}

function askToWrite(
  role: Role,
  { request }: Written,
  owned: readonly PolicyRule[],
  { today, user }: { readonly today: RbacIndex | undefined; readonly user: User },
  { ask, held }: { readonly ask: Ask; readonly held: Held[] },
): void {
  if (request.kind === 'url') return;
  const { uncovered } = coverOf(owned, rulesOf(role));
  if (uncovered.length === 0 && role.aggregates === undefined) return;
  const because = `it wrote ${role.kind} ${role.name} with this`;
  const escalate: Request = { ...request, verb: 'escalate' };
  if (role.aggregates !== undefined || today?.authorize(user, escalate).verdict === 'allow') {
    ask(escalate, `it wrote ${role.kind} ${role.name}, whose rules it does not use itself`);
  } else for (const rule of uncovered) held.push({ namespace: request.namespace, rule, because });
}

function rulesOf(role: Role): PolicyRule[] {
  return role.rules.map(({ rule }) => rule);
}
