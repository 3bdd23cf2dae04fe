import { controls } from '@bulwark/controls';
import { Inventory, kubeObject, type Change, type KubeObject } from '@bulwark/model';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { scan, type ScanResult } from './scan.ts';
import { pod, serviceAccount } from './testing/objects.ts';

/** What may stand in an inventory: few names and namespaces, so that changes meet each other. */
const name = fc.constantFrom('a', 'b', 'c');
const namespace = fc.constantFrom('shop', 'bank');
const scope = fc.constantFrom('', 'dev', 'dev/eu', 'prod');

const image = fc.constantFrom('nginx', 'nginx:1.29', 'nginx:${TAG}');
const somePod = fc
  .record({ name, namespace, image, root: fc.boolean(), account: fc.option(name, { nil: undefined }) })
  .map(({ root, account, ...pick }): KubeObject => {
    const containers = [{ name: 'web', image: pick.image, securityContext: { runAsUser: root ? 0 : 1000 } }];
    const { value } = pod(pick.name, { namespace: pick.namespace, containers });
    return kubeObject({ ...value, spec: { containers, ...(account === undefined ? {} : { serviceAccountName: account }) } });
  });
const someAccount = fc
  .record({ name, namespace, mount: fc.option(fc.boolean(), { nil: undefined }) })
  .map(({ name: account, namespace: inside, mount }) =>
    serviceAccount(account, inside, mount === undefined ? {} : { automountServiceAccountToken: mount }),
  );
const someRun = fc
  .record({ namespace, metadata: fc.constantFrom({ generateName: 'a-' }, {}), image })
  .map(({ namespace: inside, metadata, image: own }) =>
    kubeObject({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { ...metadata, namespace: inside },
      spec: { template: { spec: { containers: [{ name: 'run', image: own }] } } },
    }),
  );
const someNamespace = fc.record({ name: namespace, enforce: fc.boolean() }).map(({ name: own, enforce }) =>
  kubeObject({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: own, labels: enforce ? { 'pod-security.kubernetes.io/enforce': 'baseline' } : {} },
  }),
);
const someBinding = fc.record({ name, namespace, account: name }).map(({ name: own, namespace: inside, account }) =>
  kubeObject({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: own, namespace: inside },
    subjects: [{ kind: 'ServiceAccount', name: account, namespace: inside }],
  }),
);
const partial = fc.constantFrom(undefined, undefined, undefined, 'kustomize-patch' as const);
const object = fc
  .record({ made: fc.oneof(somePod, someRun, someAccount, someNamespace, someBinding), scope, partial })
  .map(({ made, ...context }): KubeObject => Object.assign(made, context));
const change: fc.Arbitrary<Change> = fc.record({ type: fc.constantFrom('set', 'delete'), object });

/** Everything that others see of a result. */
const visible = ({ findings, unknown, verdicts, coverage }: ScanResult): unknown => ({
  findings,
  unknown,
  verdicts: [...verdicts],
  coverage,
});

test('a scan that reuses an earlier one finds what a scan from nothing finds', () => {
  fc.assert(
    fc.property(
      fc.array(object, { maxLength: 12 }),
      fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 5 }),
      (objects, rounds) => {
        const policy = { controls };
        let inventory = Inventory.of(objects);
        let result = scan(inventory, policy);
        for (const changes of rounds) {
          inventory = inventory.apply(changes);
          result = scan(inventory, policy, result);
          expect(visible(result)).toEqual(visible(scan(inventory, policy)));
          // The index that `apply` keeps up must answer as one that is made from all objects.
          expect(visible(result)).toEqual(visible(scan(Inventory.of(inventory.objects), policy)));
        }
      },
    ),
    { numRuns: 500 },
  );
});
