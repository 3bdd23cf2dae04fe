import type { KubeObject } from '@bulwark/model';
import type { Candidate } from './merge-edits.ts';
import { passing } from './passing.ts';
import type { Failed } from './proved.ts';
import type { Tree, Trial, Trials } from './tree.ts';
import { whyWorse, type Worse } from './worse.ts';

interface Suspect {
  readonly at: number;
  readonly candidate: Candidate;
}

/**
 * The fixes that make other objects worse than their own. They are looked for near these first: in their files, in their
 * namespaces, in objects of the kinds that the controls look up, and at last everywhere.
 */
export function culpritsElsewhere(trials: Trials, sets: Trial, found: ReadonlyMap<number, Worse>): Failed {
  const all = [...sets].flatMap(([at, candidates]) => candidates.map((candidate) => ({ at, candidate })));
  const why = (suspects: readonly Suspect[]): string | undefined => {
    const groups = Map.groupBy(suspects, ({ at }) => at);
    const trial = new Map([...groups].map(([at, group]) => [at, group.map(({ candidate }) => candidate)] as const));
    const now = trials.worse(trial);
    for (const at of found.keys()) {
      const worse = now.get(at);
      if (worse !== undefined) return whyWorse(worse);
    }
    return undefined;
  };
  for (const isNear of nearness(trials.base, found)) {
    const { near = [], far = [] } = Object.groupBy(all, ({ at }) => (isNear(trials.base.inventory.objects[at]) ? 'near' : 'far'));
    if (near.length === 0 || (far.length > 0 && why(far) !== undefined)) continue;
    const { bad } = passing(near, (some) => why([...far, ...some]));
    return [...bad].map(([suspect, reason]) => ({ ...suspect, reason }));
  }
  return [];
}

type Test = (object: KubeObject | undefined) => boolean;

function nearness({ inventory, result }: Tree, found: ReadonlyMap<number, Worse>): readonly Test[] {
  const objects = [...found.keys()].flatMap((at) => inventory.objects[at] ?? []);
  const files = new Set(objects.map(({ origin }) => origin?.file.path));
  const namespaces = new Set(objects.map(namespaceOf));
  const controls = new Set([...found.values()].flatMap(({ comes }) => comes.map(({ control }) => control)));
  const read = new Set(
    result.memory.plan.steps
      .filter(({ control }) => controls.has(control.id))
      .flatMap(({ reads }) => reads.map(({ group, kind }) => `${group}/${kind}`)),
  );
  return [
    (object) => files.has(object?.origin?.file.path),
    (object) => object !== undefined && namespaces.has(namespaceOf(object)),
    (object) => object !== undefined && read.has(`${object.group}/${object.kind}`),
    () => true,
  ];
}

function namespaceOf({ kind, namespace, name }: KubeObject): string | undefined {
  return kind === 'Namespace' ? name : namespace;
}
