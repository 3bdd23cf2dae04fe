import type { Prose } from '@bulwark/controls';
import { formatPath, type Fix, type Hazard, type Severity } from '@bulwark/model';
import { offReason, proseFor, type ListedControl } from './catalogue.ts';
import { editWords } from './edit-words.ts';
import { hazardKind } from './hazard-kind.ts';
import { scan } from './scan-paths.ts';

/** What the control says of one place of an example. */
export interface ExampleFinding {
  readonly line: number;
  readonly path: string;
  readonly message: string;
  /** Facts elsewhere that the verdict rests on. */
  readonly evidence: readonly string[];
  /** Undefined where only a person can tell what to do. */
  readonly fix: ExplainedFix | undefined;
}

export interface ExplainedFix {
  /** A fix is safe without knowing the application; a suggestion needs a person. */
  readonly kind: Fix['kind'];
  /** Each in one clause. */
  readonly edits: readonly string[];
}

/** `safe fix: set spec.hostPID to false`. */
export function fixWords({ kind, edits }: ExplainedFix): string {
  return `${kind === 'fix' ? 'safe fix' : 'suggestion'}: ${edits.join(', ')}`;
}

export interface ExplainedExample {
  readonly name: string;
  readonly yaml: string;
  readonly findings: readonly ExampleFinding[];
  /** Why the control cannot decide, where it cannot. */
  readonly unknown: readonly string[];
}

/** All that is to be said of a control, as data: what `explain` prints and the pages of the documentation hold. */
export interface Explanation {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** Why it is off unless it is asked for; undefined where it is on. */
  readonly offByDefault: string | undefined;
  readonly why: string;
  readonly details: string | undefined;
  readonly remediation: string;
  /** What the fixes of its examples may break, and how somebody finds out before. */
  readonly hazards: readonly Hazard[];
  readonly parameters: ListedControl['parameters'];
  readonly fails: readonly ExplainedExample[];
  readonly passes: readonly ExplainedExample[];
  readonly requirements: ListedControl['requirements'];
  readonly aliases: ListedControl['aliases'];
  readonly formerIds: readonly string[];
  readonly references: readonly string[];
}

/** Explains a control. What it says of its examples is found by judging them, so that it is true of this very version. */
export async function explain(control: ListedControl): Promise<Explanation> {
  const prose = await proseFor(control);
  if (prose === undefined) throw new Error(`there is no prose for ${control.id}`);
  const fails = await Promise.all(prose.examples.fails.map((example) => judged(control, example)));
  const passes = await Promise.all(prose.examples.passes.map((example) => judged(control, example)));
  const { id, title, severity, remediation, parameters, requirements, aliases, formerIds = [] } = control;
  return {
    id,
    title,
    severity,
    offByDefault: offReason(control),
    why: paragraph(prose.why),
    details: prose.details === undefined ? undefined : paragraph(prose.details),
    remediation,
    hazards: distinct(fails.flatMap(({ hazards }) => hazards)),
    parameters,
    fails: fails.map(({ explained }) => explained),
    passes: passes.map(({ explained }) => explained),
    requirements,
    aliases,
    formerIds,
    references: prose.references,
  };
}

interface Judged {
  readonly explained: ExplainedExample;
  readonly hazards: readonly Hazard[];
}

async function judged(
  control: ListedControl,
  { name, yaml, complete = false, parameters = {} }: Prose['examples']['passes'][number],
): Promise<Judged> {
  const text = `${yaml.trim()}\n`;
  const own = { [control.id]: parameters };
  const { findings, unknown } = await scan('-', { controls: [control], stdin: () => text, complete, parameters: own });
  const settings = Object.entries(parameters).map(([key, value]) => `${key}: ${[value].flat().join(', ')}`);
  const explained: ExplainedExample = {
    name: settings.length === 0 ? name : `${name} (${settings.join(', ')})`,
    yaml: text,
    findings: findings.map(({ place, path, message, evidence, fix }) => ({
      line: place?.line ?? 1,
      path: formatPath(path),
      message,
      evidence: evidence.map((fact) => fact.text),
      fix: fix && { kind: fix.kind, edits: fix.edits.map(editWords) },
    })),
    unknown: unknown.map(({ reason }) => reason),
  };
  return { explained, hazards: findings.flatMap(({ fix }) => fix?.hazards ?? []) };
}

/** The first of those that warn of the same: what it is called in another example is no other danger. */
function distinct(hazards: readonly Hazard[]): readonly Hazard[] {
  return [...new Map(hazards.toReversed().map((hazard) => [hazardKind(hazard), hazard])).values()].toReversed();
}

/** Prose is broken into lines where its author's editor ended; readers have windows of their own. An empty line stays. */
function paragraph(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((part) => part.replaceAll(/\s*\n\s*/g, ' '))
    .join('\n\n');
}
