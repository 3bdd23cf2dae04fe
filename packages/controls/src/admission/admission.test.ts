import { scan } from '@bulwark/engine';
import { formatPath, type JsonObject } from '@bulwark/model';
import { expect, test } from 'vitest';
import { controls } from '../registry.ts';
import { exampleInventory } from '../testing/example-inventory.ts';

/** What a control says of one object: severity and place of each finding. */
function findings(id: string, value: JsonObject): readonly string[] {
  const chosen = controls.filter((control) => control.id === id);
  expect(chosen).toHaveLength(1);
  const inventory = exampleInventory({ name: 'one', yaml: JSON.stringify(value) });
  return scan(inventory, { controls: chosen }).findings.map(({ severity, path }) => `${severity} ${formatPath(path)}`);
}

const PODS = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] };

function webhook(fields: JsonObject, kind = 'ValidatingWebhookConfiguration', version = 'v1'): JsonObject {
  return {
    apiVersion: `admissionregistration.k8s.io/${version}`,
    kind,
    metadata: { name: 'rules' },
    webhooks: [{ name: 'w.example.com', clientConfig: { service: { name: 's', namespace: 'own' } }, rules: [PODS], ...fields }],
  };
}

test.for<[string, JsonObject, number]>([
  ['Ignore on pods', webhook({ failurePolicy: 'Ignore' }), 1],
  ['the default of v1beta1', webhook({}, 'ValidatingWebhookConfiguration', 'v1beta1'), 1],
  ['the default of v1', webhook({}), 0],
  ['a mutating webhook that is no guard', webhook({ failurePolicy: 'Ignore' }, 'MutatingWebhookConfiguration'), 0],
  ["a policy engine's", webhook({ failurePolicy: 'Ignore', name: 'mutate.kyverno.svc' }, 'MutatingWebhookConfiguration'), 1],
  ['deletions only', webhook({ failurePolicy: 'Ignore', rules: [{ ...PODS, operations: ['DELETE'] }] }), 0],
  ['subresources', webhook({ failurePolicy: 'Ignore', rules: [{ ...PODS, resources: ['pods/*'] }] }), 1],
  ['another group of that resource', webhook({ failurePolicy: 'Ignore', rules: [{ ...PODS, apiGroups: ['x.io'] }] }), 0],
  ['rules of wrong types', webhook({ failurePolicy: 'Ignore', rules: [7, { resources: 'pods', apiGroups: [''] }] }), 0],
  ['a failure policy that is none', webhook({ failurePolicy: 3 }), 0],
])('admission/ignored-failure: %s', ([, value, count]) => {
  expect(findings('admission/ignored-failure', value)).toHaveLength(count);
});

const expression = (key: string, operator: string, values: readonly string[] = []): JsonObject => ({
  matchExpressions: [{ key, operator, values }],
});

test.for<[string, JsonObject, readonly string[]]>([
  [
    'an object that says so',
    { objectSelector: expression('skip', 'NotIn', ['true']) },
    ['medium webhooks[0].objectSelector.matchExpressions[0]'],
  ],
  [
    'an object that does not',
    { objectSelector: { matchLabels: { check: 'yes' } } },
    ['medium webhooks[0].objectSelector.matchLabels.check'],
  ],
  [
    'a namespace that says so',
    { namespaceSelector: expression('skip', 'DoesNotExist') },
    ['low webhooks[0].namespaceSelector.matchExpressions[0]'],
  ],
  ['namespaces where it is meant to hold', { namespaceSelector: { matchLabels: { env: 'prod' } } }, []],
  ['namespaces by name', { namespaceSelector: expression('kubernetes.io/metadata.name', 'NotIn', ['kube-system']) }, []],
  ['nothing', { objectSelector: {}, namespaceSelector: null }, []],
  ['wrong types', { objectSelector: 'x', namespaceSelector: { matchExpressions: [null, 3, { key: 4 }] } }, []],
])('admission/opt-out: %s', ([, fields, expected]) => {
  expect(findings('admission/opt-out', webhook(fields))).toEqual(expected);
});

const kyverno = (spec: JsonObject): JsonObject => ({
  apiVersion: 'kyverno.io/v1',
  kind: 'ClusterPolicy',
  metadata: { name: 'p' },
  spec,
});
const RULE = { name: 'r', validate: { message: 'm', pattern: {} } };

test.for<[string, JsonObject, readonly string[]]>([
  ['both say', kyverno({ validationFailureAction: 'Audit', rules: [{ ...RULE, validate: { failureAction: 'Enforce' } }] }), []],
  [
    'the rule says less',
    kyverno({ validationFailureAction: 'Enforce', rules: [{ ...RULE, validate: { failureAction: 'Audit' } }] }),
    ['medium spec.rules[0].validate.failureAction'],
  ],
  ['the old spelling', kyverno({ validationFailureAction: 'audit', rules: [RULE] }), ['medium spec.validationFailureAction']],
  [
    'images',
    kyverno({ rules: [{ name: 'i', verifyImages: [{ imageReferences: ['*'] }] }] }),
    ['medium spec.rules[0].verifyImages[0].failureAction'],
  ],
  ['no rules', kyverno({ rules: 'none' }), []],
  [
    'a Gatekeeper constraint without an action',
    { apiVersion: 'constraints.gatekeeper.sh/v1beta1', kind: 'X', metadata: { name: 'x' } },
    [],
  ],
  [
    'one of its actions denies',
    {
      apiVersion: 'constraints.gatekeeper.sh/v1beta1',
      kind: 'X',
      metadata: { name: 'x' },
      spec: { enforcementAction: 'scoped', scopedEnforcementActions: [{ action: 'deny' }, { action: 'warn' }] },
    },
    [],
  ],
])('admission/not-enforced: %s', ([, value, expected]) => {
  expect(findings('admission/not-enforced', value)).toEqual(expected);
});

test('an address outside is one whatever it is written as', () => {
  const to = (url: string): number => findings('admission/external-webhook', webhook({ clientConfig: { url } })).length;
  expect(['https://vendor.example.com/', 'https://8.8.8.8:8443/x', 'https://[2001:db8::1]/'].map(to)).toEqual([1, 1, 1]);
  expect(['https://[::1]/', 'https://webhook/', 'https://w.own.svc:443/', 'no url', 'https://192.168.0.1'].map(to)).toEqual([
    0, 0, 0, 0, 0,
  ]);
});
