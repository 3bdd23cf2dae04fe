import {
  isObject,
  lineStartsOf,
  listAt,
  member,
  positionAt,
  stringAt,
  UserError,
  type Json,
  type Position,
} from '@bulwark/model';
import { readDocuments } from '@bulwark/source';
import { checkShape } from '../../config/check-shape.ts';
import type { ConfigProblem, Shape } from '../../config/shape.ts';
import { problemText } from '../../print-error.ts';
import type { Shell } from '../../shell.ts';
import { readTarget, TARGET_SHAPE, targetProblem, type Target } from './target.ts';

const DAY = String.raw`^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$`;
const text = (about: string): Shape => ({ type: 'text', about });
const day = (about: string): Shape => ({ type: 'text', about, pattern: DAY, like: '2026-12-31' });

export const VERDICTS = ['keep', 'change', 'revoke'] as const;

const SHAPE: Shape = {
  type: 'map',
  about: 'What the reviewers decided.',
  fields: {
    decisions: {
      type: 'list',
      about: 'One entry for each role that an identity is bound to.',
      of: {
        type: 'map',
        about: 'A decision.',
        fields: {
          cluster: text('The folder of the cluster, where there are several.'),
          identity: text('As the review names it: User jane, Group developers, ServiceAccount shop/api.'),
          binding: text('As the review names it: RoleBinding shop/deployers.'),
          decision: { type: 'choice', about: 'What is done.', values: VERDICTS },
          reviewer: text('Who decided.'),
          reason: text('Why.'),
          date: day('When.'),
          expires: day('Until when a keep holds.'),
          to: TARGET_SHAPE,
        },
      },
    },
  },
};

export interface Entry extends Position {
  readonly cluster: string;
  readonly identity: string;
  readonly binding: string;
  readonly decision: (typeof VERDICTS)[number];
  readonly reviewer: string;
  readonly reason: string;
  readonly date: string | undefined;
  readonly expires: string | undefined;
  /** What a change makes of it; undefined where somebody does it by hand. */
  readonly to: Target | undefined;
}

const NEEDED = ['identity', 'binding', 'decision', 'reviewer', 'reason'] as const;

/** Reads a file of decisions. What has the wrong form is told with its place, all of it. */
export function readDecisions(content: string, path: string, shell: Pick<Shell, 'process'>): readonly Entry[] {
  const documents = readDocuments(content).filter(({ value, error }) => value !== null || error !== undefined);
  const [document, second] = documents;
  if (document === undefined) return [];
  const file = { path, lineStarts: lineStartsOf(content) };
  const say = (offset: number, message: string, hint?: string): Said => ({ ...positionAt(file, offset), message, hint });
  const where = ({ path: at, atKey }: ConfigProblem): number => {
    const node = document.locator.nearest(at)?.node;
    return (atKey === true ? node?.key?.start : undefined) ?? node?.value.start ?? 0;
  };
  const problems = [
    ...(document.error === undefined ? [] : [say(document.error.offset, document.error.message)]),
    ...document.warnings.map(({ offset, message }) => say(offset, message)),
    ...(document.error === undefined ? shapeProblems(document.value) : []).map((problem) =>
      say(where(problem), problem.message, problem.hint),
    ),
    ...(second === undefined ? [] : [say(second.start, 'decisions are one document, not several')]),
  ];
  tell(problems, path, shell);
  return listAt(document.value, 'decisions').map((entry, index) => ({
    ...positionAt(file, document.locator.nearest(['decisions', index])?.node.value.start ?? 0),
    cluster: stringAt(entry, 'cluster') ?? '',
    identity: stringAt(entry, 'identity') ?? '',
    binding: stringAt(entry, 'binding') ?? '',
    decision: VERDICTS.find((verdict) => verdict === stringAt(entry, 'decision')) ?? 'change',
    reviewer: (stringAt(entry, 'reviewer') ?? '').trim(),
    reason: (stringAt(entry, 'reason') ?? '').trim(),
    date: stringAt(entry, 'date'),
    expires: stringAt(entry, 'expires'),
    to: readTarget(member(entry, 'to')),
  }));
}

function shapeProblems(value: Json | undefined): readonly ConfigProblem[] {
  const problems = checkShape(SHAPE, value);
  if (problems.length > 0) return problems;
  return listAt(value, 'decisions').flatMap((entry, index) => [
    ...NEEDED.filter((key) => isObject(entry) && !stringAt(entry, key)?.trim()).map((key): ConfigProblem => ({
      path: ['decisions', index],
      message: `a decision says no ${key}`,
    })),
    ...toProblems(entry, index),
  ]);
}

function toProblems(entry: Json, index: number): readonly ConfigProblem[] {
  const to = readTarget(member(entry, 'to'));
  if (to === undefined) return [];
  const message =
    stringAt(entry, 'decision') === 'change' ? targetProblem(to) : '"to" is for a change: a keep and a revoke need no more words';
  return message === undefined ? [] : [{ path: ['decisions', index, 'to'], message }];
}

interface Said extends Position {
  readonly message: string;
  readonly hint: string | undefined;
}

function tell(problems: readonly Said[], path: string, shell: Pick<Shell, 'process'>): void {
  const last = problems.at(-1);
  if (last === undefined) return;
  const place = ({ line, column, message }: Said): string => `${path}:${line}:${column}: ${message}`;
  for (const problem of problems.slice(0, -1)) shell.process.stderr.write(problemText(place(problem), problem.hint));
  throw new UserError(place(last), last.hint === undefined ? {} : { hint: last.hint });
}
