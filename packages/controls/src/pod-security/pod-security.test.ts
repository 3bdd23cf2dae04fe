import { scan, type ScanResult } from '@bulwark/engine';
import { Inventory, kubeObject, type Finding } from '@bulwark/model';
import { describe, expect, test } from 'vitest';
import { controls } from '../registry.ts';
import { exampleInventory } from '../testing/example-inventory.ts';
import baseline from './baseline.ts';
import { OWN_CONTROLS } from './own-controls.ts';
import restricted from './restricted.ts';

const namespace = (labels: string): string => `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels: {${labels.replaceAll(/([\w-]+)=/g, 'pod-security.kubernetes.io/$1: ')}}
`;
const pod = (spec: string): string => `---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec: {${spec}}
`;
/** Of the baseline's checks the one that no other control judges. */
const PROBED = 'containers: [{name: web, image: "nginx:1.29", livenessProbe: {tcpSocket: {host: 10.0.0.1, port: 80}}}]';
const PLAIN = 'containers: [{name: web, image: nginx}]';

function scanned(yaml: string, everywhere = false): ScanResult {
  const parameters = everywhere ? { [restricted.id]: { everywhere } } : {};
  return scan(exampleInventory({ name: 'shop', yaml }), { controls: [baseline, restricted], parameters });
}
const told = (findings: readonly Finding[]): readonly string[] =>
  findings.map(
    ({ control, severity, message }) => `${severity} ${control.slice('pod-security/'.length)} ${message.split(' (')[0]}`,
  );

test('controls that judge a check by themselves are there', () => {
  const ids = controls.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(Object.values(OWN_CONTROLS).flat()));
});

describe('how bad it is depends on what the namespace does', () => {
  test.each([
    ['enforce=baseline', ['high baseline host namespaces']],
    ['enforce=restricted', ['high baseline host namespaces']],
    ['warn=baseline', ['low baseline host namespaces']],
    ['enforce=privileged', ['info baseline host namespaces']],
    ['other=x', ['info baseline host namespaces']],
  ])('%s', (labels, expected) => {
    const yaml = namespace(labels) + pod(`${PLAIN}, hostPID: true`);
    const { findings } = scan(exampleInventory({ name: 'shop', yaml }), { controls });
    expect(told(findings.filter(({ control }) => control === baseline.id))).toEqual(expected);
  });

  test.each([
    ['enforce=privileged', ['low baseline host namespaces']],
    ['other=x', ['medium baseline host namespaces']],
  ])('%s, where no other control says it', (labels, expected) => {
    expect(told(scanned(namespace(labels) + pod(`${PLAIN}, hostPID: true`)).findings)).toEqual(expected);
  });

  test('where it is demanded of all, the namespace does not count', () => {
    const inventory = exampleInventory({ name: 'shop', yaml: namespace('enforce=privileged') + pod(`${PLAIN}, hostPID: true`) });
    const demanded = { demanded: true };
    const parameters = { [baseline.id]: demanded, [restricted.id]: demanded };
    expect(told(scan(inventory, { controls: [baseline, restricted], parameters }).findings)).toEqual([
      'high restricted allowPrivilegeEscalation != false',
      'high restricted unrestricted capabilities',
      'high restricted runAsNonRoot != true',
      'high restricted seccompProfile',
      'high baseline host namespaces',
    ]);
  });

  test('what no other control judges is low where the namespace says that it is privileged', () => {
    const spec = PROBED;
    expect(told(scanned(namespace('enforce=privileged') + pod(spec)).findings)).toEqual(['low baseline probe or lifecycle host']);
  });

  test('a namespace that is not shown asks for nothing', () => {
    expect(told(scanned(pod(PROBED)).findings)).toEqual(['medium baseline probe or lifecycle host']);
  });
});

test('restricted is judged where it is asked for, and not where the baseline says the same', () => {
  const spec = `${PLAIN}, volumes: [{name: v, hostPath: {path: /}}]`;
  expect(told(scanned(namespace('enforce=restricted') + pod(spec)).findings)).toEqual([
    'high restricted allowPrivilegeEscalation != false',
    'high restricted unrestricted capabilities',
    'high restricted runAsNonRoot != true',
    'high restricted seccompProfile',
    'high baseline hostPath volumes',
  ]);
  expect(told(scanned(namespace('audit=restricted') + pod(PLAIN)).findings)).toEqual([
    'low restricted allowPrivilegeEscalation != false',
    'low restricted unrestricted capabilities',
    'low restricted runAsNonRoot != true',
    'low restricted seccompProfile',
  ]);
  expect(scanned(namespace('enforce=baseline') + pod(PLAIN)).findings).toEqual([]);
  expect(scanned(pod(PLAIN), true).findings).toHaveLength(4);
});

test('the label that asks for it, and the other fields to blame, are the evidence', () => {
  const spec = 'containers: [{name: a, image: x}, {name: b, image: x}], hostIPC: true, hostPID: true';
  const [finding] = scanned(namespace('enforce=baseline') + pod(spec)).findings;
  expect(finding?.evidence).toEqual([
    expect.objectContaining({ text: 'the namespace "shop" has enforce at baseline:latest' }),
    expect.objectContaining({ text: 'spec.hostIPC', place: expect.objectContaining({ line: 11 }) as unknown }),
  ]);
});

test('of a patch, what it sets is judged, and what it leaves out is unknown where it is asked for', () => {
  const of = (labels: Record<string, string>): ScanResult => {
    const value = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { containers: [{ name: 'web', securityContext: { capabilities: { add: ['NET_ADMIN'] } } }] },
    };
    const inventory = Inventory.of([
      kubeObject({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } }),
      kubeObject(value, { partial: 'kustomize-patch' }),
    ]);
    return scan(inventory, { controls: [baseline, restricted] });
  };
  const silent = of({});
  expect(told(silent.findings)).toEqual(['medium baseline non-default capabilities']);
  expect(silent.unknown).toEqual([]);
  const asked = of({ 'pod-security.kubernetes.io/enforce': 'restricted' });
  expect(told(asked.findings)).toEqual(['high baseline non-default capabilities']);
  expect(asked.unknown.map(({ control, reason }) => [control, reason])).toEqual([
    [restricted.id, 'it is a Kustomize patch: what it leaves out is in its base'],
  ]);
});

test('an edit is suggested where it is plain', () => {
  const { findings } = scanned(namespace('enforce=restricted') + pod(PLAIN));
  expect(findings.map(({ fix }) => fix?.edits)).toEqual([
    [{ op: 'set', path: ['spec', 'containers', 0, 'securityContext', 'allowPrivilegeEscalation'], value: false }],
    [{ op: 'set', path: ['spec', 'containers', 0, 'securityContext', 'capabilities', 'drop'], value: ['ALL'] }],
    [{ op: 'set', path: ['spec', 'securityContext', 'runAsNonRoot'], value: true }],
    [{ op: 'set', path: ['spec', 'securityContext', 'seccompProfile'], value: { type: 'RuntimeDefault' } }],
  ]);
  const unused = scanned(namespace('enforce=baseline') + pod(`${PLAIN}, volumes: [{name: v, hostPath: {path: /}}]`)).findings;
  expect(unused.map(({ fix }) => fix?.edits)).toEqual([[{ op: 'delete', path: ['spec', 'volumes'] }]]);
});

test('what a container mounts is not taken away from it', () => {
  const mounted = 'containers: [{name: web, image: nginx, volumeMounts: [{name: v, mountPath: /host}]}]';
  const { findings } = scanned(namespace('enforce=baseline') + pod(`${mounted}, volumes: [{name: v, hostPath: {path: /}}]`));
  expect(findings.map(({ fix }) => fix)).toEqual([undefined]);
});
