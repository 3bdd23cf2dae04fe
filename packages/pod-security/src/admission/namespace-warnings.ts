import { booleanAt, compareBytes, goQuote, type Json, listAt, member, stringAt } from '@bulwark/model';
import { evaluatePod, reasonText } from '../evaluate.ts';
import { formatLevelVersion, type LevelVersion } from '../level-version.ts';
import { withDefaults } from '../pod/defaults.ts';
import type { Pod } from '../pod/pod.ts';
import { readPod } from '../pod/read-pod.ts';
import { isListed } from './exemptions.ts';
import type { Cluster } from './request.ts';

/** The server looks at no more pods than these, and at no more than it manages in a second. */
export const MOST_PODS = 3000;

interface NamedPod {
  readonly name: string;
  readonly controller: string | undefined;
  readonly pod: Pod;
}

/**
 * What the server says when a namespace's enforced policy gets stricter: which of its pods would be refused if they were
 * made now. They keep running. Pods of one controller are looked at after all others, but for the first.
 */
export function namespaceWarnings(
  namespace: string,
  enforce: LevelVersion,
  cluster: Cluster,
  most: number = MOST_PODS,
): readonly string[] {
  const pods = cluster.podsIn(namespace);
  if (pods === undefined) return ['failed to list pods while checking new PodSecurity enforce level'];
  const { runtimeClasses } = cluster.configuration.exemptions;
  const inOrder = prioritized(pods.map(namedPod).filter(({ pod }) => !isListed(pod.runtimeClass, runtimeClasses)));
  const checked = inOrder.slice(0, most);
  const warnings: string[] = [];
  if (checked.length < inOrder.length) {
    warnings.push(
      `new PodSecurity enforce level only checked against the first ${checked.length} of ${inOrder.length} existing pods`,
    );
  }
  const byReason = namesByReason(checked, enforce, cluster.newest);
  if (byReason.size > 0) {
    const standard = goQuote(formatLevelVersion(enforce));
    warnings.push(`existing pods in namespace ${goQuote(namespace)} violate the new PodSecurity enforce level ${standard}`);
  }
  const named = [...byReason].map(([reason, names]) => `${namesText(names)}: ${reason}`);
  return [...warnings, ...named.toSorted(compareBytes)];
}

function namedPod(value: Json): NamedPod {
  const owners = listAt(value, 'metadata', 'ownerReferences');
  const controller = owners.find((owner) => booleanAt(owner, 'controller') === true);
  return {
    name: stringAt(value, 'metadata', 'name') ?? '',
    controller: controller === undefined ? undefined : (stringAt(controller, 'uid') ?? ''),
    pod: readPod(withDefaults({ metadata: member(value, 'metadata'), spec: member(value, 'spec') })),
  };
}

function prioritized(pods: readonly NamedPod[]): readonly NamedPod[] {
  const seen = new Set<string>();
  const first: NamedPod[] = [];
  const others: NamedPod[] = [];
  for (const pod of pods) {
    const isAnother = pod.controller !== undefined && seen.has(pod.controller);
    (isAnother ? others : first).push(pod);
    if (pod.controller !== undefined) seen.add(pod.controller);
  }
  return [...first, ...others];
}

function namesByReason(
  pods: readonly NamedPod[],
  enforce: LevelVersion,
  newest: number | undefined,
): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const { name, pod } of pods) {
    const evaluation = evaluatePod(pod, enforce, newest);
    if (evaluation.verdict === 'allowed') continue;
    const reason = reasonText(evaluation);
    const known = names.get(reason);
    if (known === undefined) names.set(reason, [name]);
    else known.push(name);
  }
  return names;
}

/** The first name in the order of their bytes, and how many there are beside it. */
function namesText(names: readonly string[]): string {
  const [first = ''] = names.toSorted(compareBytes);
  const others = names.length - 1;
  if (others === 0) return first;
  return `${first} (and ${others} other ${others === 1 ? 'pod' : 'pods'})`;
}
