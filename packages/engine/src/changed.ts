import { kindKey, type Finding, type KubeObject, type Unknown } from '@bulwark/model';
import type { ScanResult } from './scan.ts';

/** The objects by what was said of them: all, or those `among` some. */
export function objectsByVerdict(
  result: ScanResult,
  among?: ReadonlyMap<KubeObject, unknown>,
): ReadonlyMap<Finding | Unknown, KubeObject> {
  const holders = new Map<Finding | Unknown, KubeObject>();
  for (const [object, { judgements }] of result.memory.results) {
    if (among !== undefined && !among.has(object)) continue;
    for (const { findings, unknown } of judgements) {
      for (const finding of findings) holders.set(finding, object);
      for (const undecided of unknown) holders.set(undecided, object);
    }
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

/** What was said of one object, as the scan keeps it: the same lists where a later scan has said nothing else. */
export function verdictsOf(
  { memory }: ScanResult,
  object: KubeObject,
): { readonly findings: readonly Finding[]; readonly unknown: readonly Unknown[] } {
  const judgements = memory.results.get(object)?.judgements ?? [];
  return {
    findings: judgements.flatMap(({ findings }) => findings),
    unknown: judgements.flatMap(({ unknown }) => unknown),
  };
}

/** Whether two scans have said the very same of an object: the later one has not even looked again. */
export function isUntouched(before: ScanResult, after: ScanResult, object: KubeObject): boolean {
  return before.memory.results.get(object) === after.memory.results.get(object);
}
