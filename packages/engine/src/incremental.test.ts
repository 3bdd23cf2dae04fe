import { Inventory, kubeObject, type KubeObject } from '@bulwark/model';
import { expect, test } from 'vitest';
import type { Control } from '@bulwark/controls';
import { scan } from './scan.ts';
import { objectControl, POD, SERVICE_ACCOUNT, workloadControl } from './testing/controls.ts';
import { pod, serviceAccount } from './testing/objects.ts';

/** Controls that note whom they judge: one that looks at one object alone, one that looks up accounts. */
function counting(): { readonly controls: readonly Control[]; readonly judged: () => readonly string[] } {
  let calls: string[] = [];
  const alone = workloadControl('test/alone', {
    *check(workload) {
      calls.push(`alone ${workload.object.name}`);
      if (workload.object.name.startsWith('bad')) yield { at: ['kind'], message: 'bad' };
    },
  });
  const across = objectControl('test/across', [POD], {
    reads: [SERVICE_ACCOUNT],
    *check(object, { scope }) {
      calls.push(`across ${object.name}`);
      if (scope.get('', 'ServiceAccount', object.namespace, object.name) === undefined)
        yield { at: ['spec'], unknown: 'no account' };
    },
  });
  const judged = (): readonly string[] => {
    const before = calls;
    calls = [];
    return before.toSorted();
  };
  return { controls: [alone, across], judged };
}

const set = (object: KubeObject) => ({ type: 'set', object }) as const;

test('only what has changed is judged again', () => {
  const { controls, judged } = counting();
  const policy = { controls };
  const first = Inventory.of([pod('a'), pod('b'), pod('c'), serviceAccount('a')]);
  const result = scan(first, policy);
  expect(judged()).toEqual(['across a', 'across b', 'across c', 'alone a', 'alone b', 'alone c']);

  const unchanged = scan(first, policy, result);
  expect(judged()).toEqual([]);
  expect(unchanged.unknown).toEqual(result.unknown);

  const second = first.apply([set(pod('b', { labels: { app: 'b' } })), set(pod('bad'))]);
  const afterPods = scan(second, policy, unchanged);
  expect(judged()).toEqual(['across b', 'across bad', 'alone b', 'alone bad']);
  expect(afterPods.findings.map(({ object }) => object.name)).toEqual(['bad']);

  const third = second.apply([set(serviceAccount('c'))]);
  const afterAccount = scan(third, policy, afterPods);
  expect(judged()).toEqual(['across a', 'across b', 'across bad', 'across c']);
  expect(afterAccount.unknown.map(({ object }) => object.name)).toEqual(['b', 'bad']);
  expect(afterAccount.findings).toEqual(afterPods.findings);
});

test('an object of a kind that no control looks up makes nothing stale', () => {
  const { controls, judged } = counting();
  const first = Inventory.of([pod('a')]);
  const result = scan(first, { controls });
  judged();
  const service = kubeObject({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'x', namespace: 'shop' } });
  scan(first.apply([set(service)]), { controls }, result);
  expect(judged()).toEqual([]);
});

test('scopes are apart: what changes in one leaves the others as they are', () => {
  const { controls, judged } = counting();
  const at = (object: KubeObject, scope: string): KubeObject => ({ ...object, scope });
  const first = Inventory.of([at(pod('a'), 'dev'), at(pod('b'), 'prod')]);
  const result = scan(first, { controls });
  judged();
  scan(first.apply([set(at(serviceAccount('x'), 'dev'))]), { controls }, result);
  expect(judged()).toEqual(['across a']);
});

test('another policy, or another claim about what is complete, starts anew', () => {
  const { controls, judged } = counting();
  const objects = [pod('a')];
  const first = Inventory.of(objects);
  const result = scan(first, { controls });
  judged();
  scan(first, { controls: controls.slice(0, 1) }, result);
  expect(judged()).toEqual(['alone a']);
  scan(first, { controls, parameters: {} }, result);
  expect(judged()).toEqual(['across a', 'alone a']);
  scan(Inventory.of(objects, { complete: true }), { controls }, result);
  expect(judged()).toEqual(['across a', 'alone a']);
});
