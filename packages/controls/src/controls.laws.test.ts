import { scan } from '@bulwark/engine';
import { applyEdits, isArray, isObject, KindSchemas, type Json, type Path } from '@bulwark/model';
import { loadSchema } from '@bulwark/schema';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { controls } from './registry.ts';
import { exampleInventory, withValues } from './testing/example-inventory.ts';

const kinds = new KindSchemas(await loadSchema());
const inventories = controls.flatMap(({ examples }) => [...examples.fails, ...examples.passes]).map(exampleInventory);

/** Values of every type, with keys that are not what they seem. */
const anything: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>(null, true, false, 0, -1, 1.5, 2n ** 60n, '', 'true', '0', '$(X)', '{{ x }}', 'a/b:c@d'),
    fc.string(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom('name', 'image', 'env', 'securityContext', 'metadata', '__proto__', 'constructor', 'toString'),
      tie('value'),
      { maxKeys: 3 },
    ),
  ),
})).value;

function pathsOf(value: Json | undefined): Path[] {
  const below = isObject(value) ? Object.entries(value) : isArray(value) ? [...value.entries()] : [];
  return [[], ...below.flatMap(([step, inner]) => pathsOf(inner).map((path): Path => [step].concat(path)))];
}

test('no value in any place makes a control throw', () => {
  const place = fc.record({ inventory: fc.constantFrom(...inventories), seed: fc.nat(), value: anything });
  fc.assert(
    fc.property(place, ({ inventory, seed, value }) => {
      const broken = withValues(inventory, (whole) => {
        const paths = pathsOf(whole).slice(1);
        return applyEdits(whole, [{ op: 'set', path: paths[seed % paths.length] ?? ['spec'], value }]);
      });
      const result = scan(broken, { controls, kinds });
      expect(result.findings.every(({ fingerprint }) => /^[\da-f]{32}$/.test(fingerprint))).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
