import { SEVERITIES, SEVERITY_WEIGHT, type Finding, type ObjectRef } from '@bulwark/model';
import { objectKey } from './object-index.ts';

/** The findings of one object in one file, worst first. */
export interface ObjectGroup {
  readonly key: string;
  readonly object: ObjectRef;
  readonly file: string | undefined;
  readonly findings: readonly Finding[];
}

/** Findings by object: first those with the worst finding, of these the ones with the most to do. */
export function groupByObject(findings: readonly Finding[]): readonly ObjectGroup[] {
  const ranked = [...Map.groupBy(findings, (finding) => objectKey(finding.object, finding.place?.file))].flatMap(
    ([key, group]) => {
      const worstFirst = group.toSorted((a, b) => rank(a) - rank(b));
      const [first] = worstFirst;
      if (first === undefined) return [];
      const weight = group.reduce((sum, finding) => sum + SEVERITY_WEIGHT[finding.severity], 0);
      return [{ rank: rank(first), weight, group: { key, object: first.object, file: first.place?.file, findings: worstFirst } }];
    },
  );
  return ranked.toSorted((a, b) => a.rank - b.rank || b.weight - a.weight).map(({ group }) => group);
}

function rank(finding: Finding): number {
  return SEVERITIES.indexOf(finding.severity);
}
