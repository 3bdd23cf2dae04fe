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
  const ranked = [...Map.groupBy(findings, keyMaker())].flatMap(([key, group]) => {
    const worstFirst = group.toSorted((a, b) => rank(a) - rank(b));
    const [first] = worstFirst;
    if (first === undefined) return [];
    const weight = group.reduce((sum, finding) => sum + SEVERITY_WEIGHT[finding.severity], 0);
    return [{ rank: rank(first), weight, group: { key, object: first.object, file: fileOf(first), findings: worstFirst } }];
  });
  return ranked.toSorted((a, b) => a.rank - b.rank || b.weight - a.weight).map(({ group }) => group);
}

/** The key of a finding's object. Most findings of one share what names it, so that the key need not be made again. */
function keyMaker(): (finding: Finding) => string {
  const keys = new Map<ObjectRef, { readonly file: string | undefined; readonly key: string }>();
  return (finding) => {
    const { object } = finding;
    const file = fileOf(finding);
    const known = keys.get(object);
    if (known !== undefined && known.file === file) return known.key;
    const key = objectKey(object, file);
    keys.set(object, { file, key });
    return key;
  };
}

/** Several sources write one object of a chart: it is one all the same, that of the chart. */
function fileOf({ place, rendered }: Finding): string | undefined {
  return rendered?.path ?? place?.file;
}

function rank(finding: Finding): number {
  return SEVERITIES.indexOf(finding.severity);
}
