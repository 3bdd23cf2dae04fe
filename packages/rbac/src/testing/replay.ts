import { authorizeNaively } from '../authorize/naive.ts';
import type { Step } from '../escalations/escalation.ts';
import { asksWhoSends } from '../escalations/proof.ts';
import type { Binding } from '../policy/binding.ts';
import { Policy } from '../policy/policy.ts';

/** The bindings that a proof rests on, without those that it makes. */
export function bindingsOf(steps: readonly Step[]): readonly Binding[] {
  const made = new Set(steps.flatMap(({ makes }) => makes?.binding ?? []));
  const rests = steps.flatMap(({ permissions }) => permissions.map(({ grant }) => grant.binding));
  return [...new Set(rests)].filter((binding) => !made.has(binding) || rests.indexOf(binding) < firstMade(steps, binding));
}

/** Before the how-manieth permission a binding is made. */
function firstMade(steps: readonly Step[], binding: Binding): number {
  const place = steps.findIndex(({ makes }) => makes?.binding === binding);
  return steps.slice(0, place + 1).flatMap(({ permissions }) => permissions).length;
}

/**
 * Goes through a proof with these bindings alone, as the authorizer would: whatever a step makes is there from then on. Gives
 * the words of the first step that is not allowed, or undefined.
 */
export function replay(steps: readonly Step[], roles: Policy['roles'], bindings: readonly Binding[]): string | undefined {
  let policy = new Policy(roles, bindings, { complete: true });
  for (const { as, through, permissions, makes, says } of steps) {
    for (const { request } of permissions) {
      const user = asksWhoSends(request.verb) ? (through ?? as) : as;
      if (authorizeNaively(policy, user, request).verdict !== 'allow') return says;
    }
    if (makes === undefined) continue;
    const { binding, role } = makes;
    policy = new Policy(
      [...policy.roles.filter((one) => one.name !== role.name || one.namespace !== role.namespace), role],
      [...policy.bindings.filter((one) => one.name !== binding.name || one.namespace !== binding.namespace), binding],
      { complete: true },
    );
  }
  return undefined;
}
