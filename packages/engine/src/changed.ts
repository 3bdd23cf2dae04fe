import { kindKey, type Finding, type KubeObject, type Unknown } from '@bulwark/model';
import type { ScanResult } from './scan.ts';

/** The objects by what was said of them. */
export function objectsByVerdict(result: ScanResult): ReadonlyMap<Finding | Unknown, KubeObject> {
  const holders = new Map<Finding | Unknown, KubeObject>();
  for (const [object, { judgements }] of result.memory.results) {
    for (const { findings, unknown } of judgements) for (const told of [...findings, ...unknown]) holders.set(told, object);
  }
  return holders;
}

/** Ids of the controls that look up objects of one of these kinds (`kindKey`) beside the one that they judge. */
export function controlsThatRead(result: ScanResult, kinds: ReadonlySet<string>): ReadonlySet<string> {
  const steps = result.memory.plan.steps.filter(({ control }) =>
    (control.reads ?? []).some(({ group, kind }) => kinds.has(kindKey(group, kind))),
  );
  return new Set(steps.map(({ control }) => control.id));
}
