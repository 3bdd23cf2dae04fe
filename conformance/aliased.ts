import { controls, type Tool } from '@bulwark/controls';
import { findingsOf } from './findings-of.ts';
import type { Case } from './suite.ts';

/** The control that judges what another scanner's check does: the one that has the check's id among its aliases. */
export function controlFor(tool: Tool, check: string): string | undefined {
  return controls.find(({ aliases }) => aliases[tool]?.includes(check))?.id;
}

/** `for 12 of 30 checks; without a control: A, B, C`, by the names that the scanner gives its checks. */
export function coverageOf(tool: Tool, checks: readonly string[]): string {
  const missing = checks.filter((check) => controlFor(tool, check) === undefined).toSorted();
  const built = `for ${checks.length - missing.length} of ${checks.length} checks`;
  return missing.length === 0 ? built : `${built}; without a control: ${missing.join(', ')}`;
}

export interface Question {
  readonly id: string;
  readonly tool: Tool;
  /** The checks whose verdict it is: any of them. */
  readonly checks: readonly string[];
  /** A file or folder. */
  readonly path: string;
  readonly expected: 'passes' | 'fails';
}

/** Whether our controls say the same of a file as the scanner's checks; undefined where one of them has no control. */
export function answer({ id, tool, checks, path, expected }: Question): Case | undefined {
  const ours = new Set(checks.map((check) => controlFor(tool, check)));
  const known = [...ours].filter((control) => control !== undefined);
  if (known.length < ours.size) return undefined;
  const findings = findingsOf(path, known);
  const agrees = findings.length > 0 === (expected === 'fails');
  const said = findings.length === 0 ? 'is silent' : `says: ${findings[0]?.message}`;
  return { id, agrees, detail: `${checks.join(', ')} ${expected}, ${known.join(', ')} ${said}` };
}
