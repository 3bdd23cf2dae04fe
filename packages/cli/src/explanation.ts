import type { Prose } from '@bulwark/controls';
import { formatPath, type Severity } from '@bulwark/model';
import { offReason, proseFor, type ListedControl } from './catalogue.ts';
import { scan } from './scan-paths.ts';

/** What the control says of one place of an example. */
export interface ExampleFinding {
  readonly line: number;
  readonly path: string;
  readonly message: string;
  /** Facts elsewhere that the verdict rests on. */
  readonly evidence: readonly string[];
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
  const { id, title, severity, remediation, parameters, requirements, aliases, formerIds = [] } = control;
  return {
    id,
    title,
    severity,
    offByDefault: offReason(control),
    why: paragraph(prose.why),
    details: prose.details === undefined ? undefined : paragraph(prose.details),
    remediation,
    parameters,
    fails: await Promise.all(prose.examples.fails.map((example) => judged(control, example))),
    passes: await Promise.all(prose.examples.passes.map((example) => judged(control, example))),
    requirements,
    aliases,
    formerIds,
    references: prose.references,
  };
}

async function judged(
  control: ListedControl,
  { name, yaml, complete = false, parameters = {} }: Prose['examples']['passes'][number],
): Promise<ExplainedExample> {
  const text = `${yaml.trim()}\n`;
  const own = { [control.id]: parameters };
  const { findings, unknown } = await scan('-', { controls: [control], stdin: () => text, complete, parameters: own });
  const settings = Object.entries(parameters).map(([key, value]) => `${key}: ${[value].flat().join(', ')}`);
  return {
    name: settings.length === 0 ? name : `${name} (${settings.join(', ')})`,
    yaml: text,
    findings: findings.map(({ place, path, message, evidence }) => ({
      line: place?.line ?? 1,
      path: formatPath(path),
      message,
      evidence: evidence.map((fact) => fact.text),
    })),
    unknown: unknown.map(({ reason }) => reason),
  };
}

/** Prose is broken into lines where its author's editor ended; readers have windows of their own. An empty line stays. */
function paragraph(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((part) => part.replaceAll(/\s*\n\s*/g, ' '))
    .join('\n\n');
}
