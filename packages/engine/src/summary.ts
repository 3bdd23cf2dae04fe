import {
  atLeast,
  SEVERITIES,
  SEVERITY_WEIGHT,
  type DocumentCounts,
  type FileStatus,
  type Finding,
  type ObjectRef,
  type Severity,
} from '@bulwark/model';
import type { ScanResult } from './scan.ts';

/** One thing to do: a control whose findings weigh most. */
export interface NextStep {
  readonly control: string;
  readonly title: string;
  readonly remediation: string;
  /** The worst of its findings. */
  readonly severity: Severity;
  readonly findings: number;
  /** Distinct objects that fail it. */
  readonly objects: number;
  /** Sum over the objects of the weight of the worst finding of each. */
  readonly weight: number;
}

/** A scan in numbers. */
export interface Summary {
  /** What went into a chart or an overlay was scanned as a part of it. */
  readonly files: Readonly<Record<Exclude<FileStatus, 'rendered'>, number>>;
  readonly documents: DocumentCounts;
  readonly objects: number;
  readonly findings: Readonly<Record<Severity, number>>;
  readonly unknown: number;
  /** The three controls to begin with, the weightiest first. */
  readonly nextSteps: readonly NextStep[];
}

export function summarize(result: ScanResult): Summary {
  return {
    files: countBy(result.coverage.files, ({ status }) => (status === 'rendered' ? 'scanned' : status), {
      scanned: 0,
      skipped: 0,
      failed: 0,
    }),
    documents: result.coverage.documents,
    objects: result.memory.results.size,
    findings: countBy(result.findings, (finding) => finding.severity, { critical: 0, high: 0, medium: 0, low: 0, info: 0 }),
    unknown: result.unknown.length,
    nextSteps: nextSteps(result.findings),
  };
}

function countBy<T, K extends string>(
  items: Iterable<T>,
  keyOf: (item: T) => K,
  zero: Readonly<Record<K, number>>,
): Readonly<Record<K, number>> {
  const counts: Record<K, number> = { ...zero };
  for (const item of items) counts[keyOf(item)]++;
  return counts;
}

const STEPS = 3;

function nextSteps(findings: readonly Finding[]): readonly NextStep[] {
  const byControl = Map.groupBy(findings, (finding) => finding.control);
  const keys: ObjectKeys = new Map();
  const steps = [...byControl.values()].flatMap((group) => nextStep(group, keys) ?? []);
  return steps.toSorted((a, b) => b.weight - a.weight || (a.control < b.control ? -1 : 1)).slice(0, STEPS);
}

function nextStep(findings: readonly Finding[], keys: ObjectKeys): NextStep | undefined {
  const [first] = findings;
  if (first === undefined) return undefined;
  const worst = worstByObject(findings, keys);
  const weights = [...worst.values()].map((severity) => SEVERITY_WEIGHT[severity]);
  return {
    control: first.control,
    title: first.title,
    remediation: first.remediation,
    severity: SEVERITIES.find((level) => findings.some((finding) => finding.severity === level)) ?? first.severity,
    findings: findings.length,
    objects: worst.size,
    weight: weights.reduce((sum, weight) => sum + weight, 0),
  };
}

/** The worst severity that is found of each object. The same object in two files is two objects to mend. */
function worstByObject(findings: readonly Finding[], keys: ObjectKeys): ReadonlyMap<string, Severity> {
  const worst = new Map<string, Severity>();
  for (const finding of findings) {
    const key = objectKey(finding, keys);
    const before = worst.get(key);
    if (before === undefined || !atLeast(before, finding.severity)) worst.set(key, finding.severity);
  }
  return worst;
}

/** By what names an object, which all that is said of it shares. */
type ObjectKeys = Map<ObjectRef, { readonly file: string | undefined; readonly key: string }>;

function objectKey({ object, place }: Finding, keys: ObjectKeys): string {
  const file = place?.file;
  const known = keys.get(object);
  if (known !== undefined && known.file === file) return known.key;
  const key = `${file ?? ''}\n${object.apiVersion}\n${object.kind}\n${object.namespace ?? ''}\n${object.name}`;
  keys.set(object, { file, key });
  return key;
}
