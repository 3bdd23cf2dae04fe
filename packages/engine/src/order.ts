import {
  formatPath,
  groupOf,
  SEVERITIES,
  type Finding,
  type ObjectRef,
  type Path,
  type Place,
  type Unknown,
} from '@bulwark/model';

type Located = Pick<Finding, 'control' | 'object' | 'path' | 'place'>;

/** Worst first, then by place, object, control and path: no two runs over the same input differ. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || compareLocated(a, b) || compareText(a.message, b.message)
  );
}

/** The same order for all at once: by severity first, for which nothing need be compared, since few values are many findings'. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const bySeverity = Map.groupBy(findings, (finding) => finding.severity);
  return SEVERITIES.flatMap((severity) => bySeverity.get(severity)?.toSorted(compareFindings) ?? []);
}

export function compareUnknown(a: Unknown, b: Unknown): number {
  return compareLocated(a, b) || compareText(a.reason, b.reason);
}

function compareLocated(a: Located, b: Located): number {
  return (
    comparePlaces(a.place, b.place) ||
    compareObjects(a.object, b.object) ||
    compareText(a.control, b.control) ||
    comparePaths(a.path, b.path)
  );
}

/** Live objects have no place: they come first. */
function comparePlaces(a: Place | undefined, b: Place | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return compareText(a.file, b.file) || a.line - b.line || a.column - b.column;
}

function comparePaths(a: Path, b: Path): number {
  for (const [index, step] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    if (typeof step === 'number' && typeof other === 'number') {
      if (step !== other) return step - other;
    } else if (step !== other) return compareText(formatPath([step]), formatPath([other]));
  }
  return a.length - b.length;
}

/** By what makes the identity of an object: not by its version. */
function compareObjects(a: ObjectRef, b: ObjectRef): number {
  return (
    compareText(groupOf(a.apiVersion), groupOf(b.apiVersion)) ||
    compareText(a.kind, b.kind) ||
    compareText(a.namespace ?? '', b.namespace ?? '') ||
    compareText(a.name, b.name)
  );
}

/** By UTF-16 code units: what a locale thinks of letters must not decide the order of a report. */
function compareText(a: string, b: string): number {
  // Neighbours mostly have one text, such as the path of their file.
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
