import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { awsGlob, globMatches } from '../glob.ts';
import { subjectOf } from './account.ts';
import { holds, subjectPatterns } from './subject-pattern.ts';

const name = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,4}[a-z0-9])?$/);
const account = fc.record({ namespace: name, name });
/** A subject in which some characters have become wildcards. */
const pattern = fc
  .tuple(
    account,
    fc.array(fc.record({ at: fc.nat(40), length: fc.nat(12), mark: fc.constantFrom('*', '?', '*?') }), { maxLength: 4 }),
  )
  .map(([of, cuts]) =>
    cuts.reduce((text, { at, length, mark }) => text.slice(0, at) + mark + text.slice(at + length), subjectOf(of)),
  );

test('patterns for namespace and name hold exactly the accounts whose subject the pattern matches', () => {
  fc.assert(
    fc.property(pattern, fc.array(account, { minLength: 1, maxLength: 5 }), (text, accounts) => {
      const glob = awsGlob(text) ?? [];
      const patterns = subjectPatterns(glob) ?? [];
      for (const each of accounts) {
        expect(patterns.some((one) => holds(one, each))).toBe(globMatches(glob, subjectOf(each)));
      }
    }),
    { numRuns: 2000 },
  );
});

test('a pattern matches as the regular expression that says the same', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ab*?]{0,8}$/), fc.stringMatching(/^[ab]{0,8}$/), (text, subject) => {
      const regex = new RegExp(`^${text.replaceAll('*', '.*').replaceAll('?', '.')}$`);
      expect(globMatches(awsGlob(text) ?? [], subject)).toBe(regex.test(subject));
    }),
  );
});
