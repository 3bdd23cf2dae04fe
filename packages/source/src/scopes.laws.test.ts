import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { splitScopes, type FileIdentities } from './scopes.ts';

const segment = fc.constantFrom('a', 'b', 'ab', 'dev');
const path = fc
  .tuple(fc.array(segment, { maxLength: 4 }), fc.constantFrom('x.yaml', 'y.yaml', 'z.yaml'))
  .map(([folders, name]) => [...folders, name].join('/'));
const files: fc.Arbitrary<FileIdentities[]> = fc.uniqueArray(
  fc.record({ path, identities: fc.array(fc.constantFrom('p', 'q', 'r', 's', 't'), { maxLength: 3 }) }),
  { selector: (file) => file.path, maxLength: 14 },
);

test('no scope holds one identity in two files', () => {
  fc.assert(
    fc.property(files, (all) => {
      const scopes = splitScopes(all);
      const owners = new Map<string, string>();
      for (const file of all) {
        for (const identity of file.identities) {
          const key = `${scopes.get(file.path) ?? ''}|${identity}`;
          expect(owners.get(key) ?? file.path).toBe(file.path);
          owners.set(key, file.path);
        }
      }
    }),
  );
});

test('a scope encloses its files, and its folder is the innermost scope around each', () => {
  fc.assert(
    fc.property(files, (all) => {
      const scopes = splitScopes(all);
      const ids = new Set(scopes.values());
      for (const { path: own } of all) {
        const enclosing = [...ids].filter((id) => own === id || own.startsWith(`${id}/`)).toSorted((a, b) => b.length - a.length);
        expect(enclosing[0]).toBe(scopes.get(own));
      }
    }),
  );
});

test('files that share no identity with another are never split', () => {
  fc.assert(
    fc.property(files, (all) => {
      const alone = all.map((file, index) => ({ path: file.path, identities: [`${index}`, `${index}`] }));
      expect(splitScopes(alone).size).toBe(0);
    }),
  );
});

test('the order of the files does not matter', () => {
  fc.assert(
    fc.property(files, (all) => {
      const sorted = (scopes: ReadonlyMap<string, string>): unknown =>
        [...scopes].map((entry) => entry.join(' in ')).toSorted((a, b) => (a < b ? -1 : 1));
      expect(sorted(splitScopes(all.toReversed()))).toEqual(sorted(splitScopes(all)));
    }),
  );
});
