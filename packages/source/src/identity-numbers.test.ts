import { identityOf } from '@bulwark/model';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdentityNumbers } from './identity-numbers.ts';

const word = fc.constantFrom('', 'a', 'b', '__proto__', 'constructor');
const identity = fc.record({ group: word, kind: word, namespace: fc.option(word, { nil: undefined }), name: word });

test('two have one number where they have one identity', () => {
  fc.assert(
    fc.property(fc.array(identity, { maxLength: 20 }), (all) => {
      const numbers = new IdentityNumbers();
      const known = new Map<string, number>();
      for (const one of all) {
        const number = numbers.of(one);
        expect(known.get(identityOf(one)) ?? number).toBe(number);
        known.set(identityOf(one), number);
      }
      expect(new Set(known.values()).size).toBe(known.size);
    }),
  );
});
