import { controls } from '@bulwark/controls';
import { Inventory } from '@bulwark/model';
import { array, assert, boolean, constantFrom, option, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import { scan } from '../scan.ts';
import { objectsIn } from '../testing/objects.ts';
import { applyWaivers } from './apply-waivers.ts';
import { objectTests, type Exception } from './exception.ts';

const TEXT = ['web', 'api', 'db']
  .map(
    (name, index) => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: ${index === 0 ? 'shop' : 'back'}, annotations: {bulwark.dev/ignore.pod.image-tag: ${index === 1 ? 'agreed' : '""'}}}
spec: {hostNetwork: true, containers: [{name: ${name}, image: nginx, securityContext: {privileged: true}}]}
`,
  )
  .join('---\n');
const RESULT = scan(Inventory.of(objectsIn(TEXT, 'pods.yaml')), { controls });

const exception = record({
  controls: option(constantFrom(...controls.map(({ id }) => new Set<string>([id]))), { nil: undefined }),
  name: option(constantFrom('web', 'a*', '*'), { nil: undefined }),
  namespace: option(constantFrom('shop', 'nowhere'), { nil: undefined }),
  reason: option(constantFrom('agreed'), { nil: undefined }),
  expires: option(constantFrom('2020-01-01', '2999-01-01'), { nil: undefined }),
}).map(({ name, namespace, ...rest }): Exception => ({
  ...rest,
  at: ['exceptions', 0],
  object: objectTests({ name, namespace }),
}));

test('a finding counts or is waived, never both and never neither; more exceptions waive no less', () => {
  assert(
    property(array(exception, { maxLength: 4 }), array(exception, { maxLength: 2 }), boolean(), (some, more, otherTools) => {
      const apply = (exceptions: readonly Exception[]): ReturnType<typeof applyWaivers> =>
        applyWaivers(RESULT, {
          exceptions,
          otherTools,
          today: '2026-06-30',
          textOf: () => TEXT,
          fileOf: (path) => path,
          sawAll: true,
        });
      const { findings, complaints, waived } = apply(some);
      const told = new Set(complaints);
      const parts = [...findings.filter((finding) => !told.has(finding)), ...waived.map(({ finding }) => finding)];
      expect(parts).toHaveLength(RESULT.findings.length);
      expect(new Set(parts)).toEqual(new Set(RESULT.findings));
      for (const { waiver } of waived) expect(waiver.reason).toBe('agreed');
      const wider = new Set(apply([...some, ...more]).waived.map(({ finding }) => finding));
      for (const { finding } of waived) expect(wider.has(finding)).toBe(true);
    }),
  );
});
