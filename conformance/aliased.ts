import type { Tool } from '@bulwark/controls';
import { scan } from '@bulwark/engine';
import { KindSchemas } from '@bulwark/model';
import { loadSchema } from '@bulwark/schema';
import { load } from '@bulwark/source';
import type { Apart, Case } from './suite.ts';
import { controlsAsking } from './together.ts';

const kinds = new KindSchemas(await loadSchema());

/** What another scanner says of a file or folder of its own tests. */
export interface Question {
  readonly id: string;
  readonly tool: Tool;
  /** The checks whose verdict it is: any of them. */
  readonly checks: readonly string[];
  readonly path: string;
  readonly expected: 'passes' | 'fails';
}

export interface Answers {
  readonly cases: readonly Case[];
  readonly apart: readonly Apart[];
}

/**
 * Whether our controls say the same as the scanner's checks. The control that answers is the one that has the check's id
 * among its aliases, or those that ask it together. Apart are the checks that no control has, questions that `otherwise` says are none, by their id, and
 * what we leave undecided.
 */
export function answers(questions: Iterable<Question>, otherwise: Readonly<Record<string, string>>): Answers {
  const cases: Case[] = [];
  const apart: Apart[] = [];
  for (const question of questions) {
    const said = answer(question, otherwise[question.id]);
    if ('id' in said) cases.push(said);
    else apart.push(said);
  }
  return { cases, apart };
}

function answer({ id, tool, checks, path, expected }: Question, reason: string | undefined): Case | Apart {
  const missing = checks.filter((check) => controlsAsking(tool, check).length === 0);
  if (missing.length > 0) return { group: missing.join(', '), why: 'no control yet' };
  const chosen = [...new Set(checks.flatMap((check) => controlsAsking(tool, check)))];
  const { findings, unknown } = scan(load([path]).inventory, { controls: chosen, kinds });
  const agrees = findings.length > 0 === (expected === 'fails');
  if (agrees) return { id, agrees: reason === undefined, detail: 'it is set apart, but agrees' };
  if (reason !== undefined) return { group: id, why: reason };
  if (findings.length === 0 && unknown.length > 0) return { group: id, why: 'we leave open what is only a part of an object' };
  const says = findings.length === 0 ? 'is silent' : `says: ${findings[0]?.message}`;
  return { id, agrees, detail: `${checks.join(', ')} ${expected}, ${chosen.map((control) => control.id).join(', ')} ${says}` };
}

/** Asked once for each folder: cases and what stays apart come of the same scans. */
export function once(ask: (corpora: string) => Answers): (corpora: string) => Answers {
  const known = new Map<string, Answers>();
  return (corpora) => {
    const answered = known.get(corpora) ?? ask(corpora);
    known.set(corpora, answered);
    return answered;
  };
}
