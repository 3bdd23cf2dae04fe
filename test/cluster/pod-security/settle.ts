import { isDeepStrictEqual } from 'node:util';
import { expect, inject } from 'vitest';
import { causesOf, messageOf } from '../pods/server-verdict.ts';
import { tally } from '../objects/classes.ts';
import { record } from '../record.ts';
import { addScore } from '../scoreboard.ts';
import { seed } from '../seed.ts';
import type { Row } from './ask-both.ts';

/** Counts the rows of a test, writes them down, and fails where one differs. Gives those that could be compared. */
export function settle(test: string, minor: string, rows: readonly Row[]): readonly Row[] {
  const compared = rows.filter(({ server }) => server !== undefined);
  const differences = compared.filter(({ server, ours }) => !isDeepStrictEqual(server, ours));
  const elsewhere = rows.filter(({ server }) => server === undefined);
  addScore(inject('scoreboard'), {
    test,
    minor,
    cases: compared.length,
    agree: compared.length - differences.length,
    elsewhere: elsewhere.length,
  });
  record(
    `${test.replaceAll(/[^a-z]+/gi, '-')}-${minor}`,
    rows.map(({ asked, ...row }) => ({ ...asked, by: undefined, ...row })),
  );
  const message = `seed ${seed()}; refused elsewhere: ${JSON.stringify(tally(elsewhere.map(why)))}`;
  expect(differences.slice(0, 3).map(view), message).toEqual([]);
  return compared;
}

/** What else was wrong with it: the first cause, without what is different each time. */
function why({ answer }: Row): string {
  const text = causesOf(answer)[0] ?? messageOf(answer);
  return `${answer.status} ${text.replaceAll(/\[\d+\]/g, '[]').replaceAll(/"[^"]*"/g, '"…"')}`;
}

function view({ asked: { request }, server, ours }: Row): unknown {
  return { request, server, ours };
}
