import { SEVERITIES, type Finding, type Hazard } from '@bulwark/model';
import type { LeftFinding } from '@bulwark/fix';
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

export interface HazardGroup extends Hazard {
  readonly controls: readonly string[];
  readonly findings: number;
}

/** What the fixes that were made may break, each once, with how it is found out of the first that it is said of. */
export function hazardsOf({ files }: Fixed): readonly HazardGroup[] {
  const told = files
    .flatMap(({ objects }) => objects.flatMap(({ fixes }) => fixes))
    .flatMap(({ finding, fix }) => (fix.hazards ?? []).map((hazard) => ({ hazard, control: finding.control })));
  return [...Map.groupBy(told, ({ hazard }) => hazardKind(hazard)).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const others = new Set(group.map(({ hazard }) => hazard.check)).size - 1;
    const check = others === 0 ? first.hazard.check : `${first.hazard.check}; likewise for ${others} more`;
    return [
      { what: first.hazard.what, check, controls: [...new Set(group.map(({ control }) => control))], findings: group.length },
    ];
  });
}

/** The findings whose fixes were made, in the order of the scan. */
export function fixedFindings({ files }: Fixed): readonly Finding[] {
  return files.flatMap(({ objects }) => objects.flatMap(({ fixes }) => fixes.map(({ finding }) => finding)));
}
