import { SEVERITIES, type Finding, type KubeObject, type ObjectRef } from '@bulwark/model';
import type { FixedObject, LeftFinding } from '@bulwark/fix';
import { objectName } from '@bulwark/report';
import { hazardKind } from '../hazard-kind.ts';
import type { Fixed } from './fix.ts';

export interface ControlGroup {
  readonly control: string;
  readonly title: string;
  readonly findings: readonly Finding[];
}

/** By control, worst first, then those with most. */
export function byControl(findings: readonly Finding[]): readonly ControlGroup[] {
  const rank = ([worst]: readonly Finding[]): number => (worst === undefined ? 9 : SEVERITIES.indexOf(worst.severity));
  return [...Map.groupBy(findings, ({ control }) => control)]
    .map(([control, group]) => ({ control, title: group[0]?.title ?? '', findings: inSeverity(group) }))
    .toSorted((a, b) => rank(a.findings) - rank(b.findings) || b.findings.length - a.findings.length);
}

function inSeverity(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

/** Findings with fixes that could not be made, by why. */
export function byReason(
  left: readonly LeftFinding[],
): readonly { readonly reason: string; readonly findings: readonly Finding[] }[] {
  return [...Map.groupBy(left, ({ finding, reason }) => `${finding.control}\n${reason}`).values()]
    .map((group) => ({ reason: group[0]?.reason ?? '', findings: group.map(({ finding }) => finding) }))
    .toSorted((a, b) => b.findings.length - a.findings.length);
}

export interface HazardGroup {
  readonly what: string;
  /** How to find out for one object: those of the others differ in names. */
  readonly check: string;
  readonly object: ObjectRef;
  /** Objects in which it may happen. */
  readonly objects: number;
  readonly controls: readonly string[];
}

/** What the fixes that were made may break, each once, with how it is found out of the first that it is said of. */
export function hazardsOf({ files }: Fixed): readonly HazardGroup[] {
  const told = files.flatMap(({ objects }) =>
    objects.flatMap(({ object, fixes }) =>
      fixes.flatMap(({ finding, fix }) => (fix.hazards ?? []).map((hazard) => ({ hazard, object, control: finding.control }))),
    ),
  );
  return [...Map.groupBy(told, ({ hazard }) => hazardKind(hazard)).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const objects = new Set(group.map(({ object }) => object)).size;
    const controls = [...new Set(group.map(({ control }) => control))];
    return [{ ...first.hazard, object: first.object, objects, controls }];
  });
}

/** How to find out whether a hazard is one. */
export function checkText({ check, object, objects }: HazardGroup): string {
  const which = objects === 1 ? '' : `, for ${objectName(object)}, the first of ${objects}`;
  return `To find out${which}: ${check}`;
}

/** The findings whose fixes were made, in the order of the scan. */
export function fixedFindings({ files }: Fixed): readonly Finding[] {
  // What an object is made of may stand in several files.
  return [...new Set(files.flatMap(({ objects }) => objects.flatMap(({ fixes }) => fixes.map(({ finding }) => finding))))];
}

/** Each object that fixes are made in, once, with the first file that is changed for it: one made of sources may need several. */
export function fixedObjects({ files }: Fixed): readonly { readonly path: string; readonly fixed: FixedObject }[] {
  const seen = new Set<KubeObject>();
  return files
    .flatMap(({ path, objects }) => objects.map((fixed) => ({ path, fixed })))
    .filter(({ fixed: { object } }) => !seen.has(object) && seen.add(object) !== undefined);
}
