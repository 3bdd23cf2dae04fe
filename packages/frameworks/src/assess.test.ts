import { controls } from '@bulwark/controls';
import { scan } from '@bulwark/engine';
import { Inventory, kubeObject, type JsonObject } from '@bulwark/model';
import { describe, expect, test } from 'vitest';
import { assess, type Assessment } from './assess.ts';
import { findFramework } from './find-framework.ts';
import { controlsFor, type Framework } from './framework.ts';

const framework = (id: string): Framework => {
  const found = findFramework(id);
  if (found === undefined) throw new Error(`no framework ${id}`);
  return found;
};

const GOOD = {
  allowPrivilegeEscalation: false,
  runAsNonRoot: true,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};
const pod = (spec: JsonObject = {}, security: JsonObject = {}, container: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    serviceAccountName: 'web',
    automountServiceAccountToken: false,
    containers: [{ name: 'web', image: 'nginx:1.29', securityContext: { ...GOOD, ...security }, ...container }],
    ...spec,
  },
});

function assessed(id: string, ...values: readonly JsonObject[]): Assessment {
  const asked = framework(id);
  const inventory = Inventory.of(values.map((value) => kubeObject(value)));
  const result = scan(inventory, { controls: controlsFor(asked, controls), parameters: asked.parameters ?? {} });
  return assess(asked, { ...result, objects: inventory.objects });
}

const failed = ({ rows }: Assessment): readonly string[] => rows.filter(({ status }) => status === 'fail').map(({ id }) => id);
const statusOf = ({ rows }: Assessment, row: string): string | undefined => rows.find(({ id }) => id === row)?.status;

describe('the Pod Security Standards', () => {
  test('a good pod passes every row', () => {
    const { counts, summary } = assessed('pss-restricted', pod());
    expect(counts).toEqual({ pass: 19, fail: 0, unknown: 0, manual: 0, 'not-from-manifests': 0 });
    expect(summary).toBe('decides 19 of 19: 19 pass, 0 fail');
  });

  test.for<[row: string, value: JsonObject]>([
    ['allowPrivilegeEscalation', pod({}, { allowPrivilegeEscalation: true })],
    ['appArmorProfile', pod({}, { appArmorProfile: { type: 'Unconfined' } })],
    ['hostNamespaces', pod({ hostPID: true })],
    ['hostNamespaces', pod({ hostIPC: true, hostPID: true })],
    ['hostPorts', pod({}, {}, { ports: [{ containerPort: 80, hostPort: 80 }] })],
    ['hostProbesAndHostLifecycle', pod({}, {}, { livenessProbe: { httpGet: { host: '10.0.0.1', port: 80 } } })],
    ['hostProbesAndHostLifecycle', pod({}, {}, { lifecycle: { preStop: { tcpSocket: { host: '10.0.0.1', port: 80 } } } })],
    ['privileged', pod({}, { privileged: true, allowPrivilegeEscalation: false })],
    ['restrictedVolumes', pod({ volumes: [{ name: 'data', nfs: { server: 'nfs', path: '/' } }] })],
    ['runAsNonRoot', pod({}, { runAsNonRoot: false })],
    ['runAsUser', pod({}, { runAsUser: 0 })],
    ['seLinuxOptions', pod({}, { seLinuxOptions: { type: 'spc_t' } })],
    ['sysctls', pod({ securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '1' }] } })],
    ['windowsHostProcess', pod({}, { windowsOptions: { hostProcess: true } })],
    ['capabilities_restricted', pod({}, { capabilities: {} })],
    ['seccompProfile_restricted', pod({}, { seccompProfile: null })],
  ])('%s', ([row, value]) => expect(failed(assessed('pss-restricted', value))).toEqual([row]));

  test('where both levels forbid it, at least the baseline fails', () => {
    expect(failed(assessed('pss-restricted', pod({}, { capabilities: { add: ['SYS_ADMIN'], drop: ['ALL'] } })))).toContain(
      'capabilities_baseline',
    );
    expect(failed(assessed('pss-restricted', pod({ volumes: [{ name: 'all', hostPath: { path: '/' } }] })))).toContain(
      'hostPathVolumes',
    );
    expect(failed(assessed('pss-restricted', pod({}, { seccompProfile: { type: 'Unconfined' } })))).toContain(
      'seccompProfile_baseline',
    );
    expect(failed(assessed('pss-baseline', pod({}, { procMount: 'Unmasked' })))).toEqual(['procMount']);
  });

  test('what holds a field is no map: each row that reads it is unknown, none passes', () => {
    const { rows } = assessed('pss-baseline', pod({}, {}, { securityContext: 'none' }));
    expect(rows.find(({ id }) => id === 'privileged')).toMatchObject({ status: 'unknown', findings: 0 });
  });

  test('nothing to judge is unknown, not passed', () => {
    const { counts } = assessed('pss-baseline', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' } });
    expect(counts).toEqual({ pass: 0, fail: 0, unknown: 12, manual: 0, 'not-from-manifests': 0 });
  });
});

describe('the benchmark', () => {
  test('a finding counts for the row that its field is of', () => {
    const result = assessed('cis-1.12', pod({ hostNetwork: true }));
    expect(failed(result)).toEqual(['5.2.5']);
    expect(statusOf(result, '5.2.3')).toBe('pass');
    expect(statusOf(result, '5.1.6')).toBe('pass');
  });

  test('what the restricted level demands counts whatever the namespace says', () => {
    expect(failed(assessed('cis-1.12', pod({}, { allowPrivilegeEscalation: true })))).toEqual(['5.2.6']);
  });

  test('what is about the control plane is not from manifests, and its reason says what it needs', () => {
    const { rows, counts } = assessed('cis-1.12', pod());
    expect(rows[0]).toMatchObject({
      id: '1.1.1',
      status: 'not-from-manifests',
      reason: 'it needs the files of the control plane node',
    });
    expect(counts['not-from-manifests']).toBeGreaterThan(90);
  });

  test('some rows are for a person, whatever is found', () => {
    expect(statusOf(assessed('cis-1.12', pod()), '5.6.1')).toBe('manual');
  });

  test('the summary counts what is decided', () => {
    const { summary, counts } = assessed('cis-1.12', pod());
    expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(131);
    expect(summary).toMatch(/^decides \d+ of 131: \d+ pass, 0 fail; \d+ unknown, \d+ for a person, \d+ not from manifests$/);
  });
});

describe('a row that is about a program', () => {
  const speaker = { id: 'api/anonymous', requirements: { cis: ['1.2.1'] } } as const;
  const verdicts = new Map([[speaker.id, { pass: 1, fail: 0, unknown: 0, notApplicable: 0 }]]);
  const apiServer = kubeObject({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'kube-apiserver', namespace: 'kube-system' },
    spec: { containers: [{ name: 'kube-apiserver', command: ['/usr/local/bin/kube-apiserver', '--anonymous-auth=false'] }] },
  });
  const row = (objects: readonly (typeof apiServer)[]): string | undefined =>
    statusOf(assess(framework('cis-1.12'), { verdicts, findings: [], unknown: [], objects }, [speaker]), '1.2.1');

  test('passes where the program is there', () => expect(row([apiServer])).toBe('pass'));
  test('and is not from manifests where it is not, though the control found no fault with a web server', () =>
    expect(row([kubeObject(pod())])).toBe('not-from-manifests'));
});

test('what controls can only disprove is left to a person where they find nothing', () => {
  expect(statusOf(assessed('nsa', pod()), 'least-privilege')).toBe('manual');
  const inDefault = { ...pod(), metadata: { name: 'web', namespace: 'default' } };
  expect(statusOf(assessed('nsa', inDefault), 'namespaces')).toBe('fail');
});

test('manifests of wrong types everywhere', () => {
  const hostile: JsonObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: [],
    spec: { containers: [null, { command: 3, args: {} }, 'x'] },
  };
  for (const { id } of [framework('cis-1.12'), framework('nsa'), framework('pss-restricted')]) {
    expect(() => assessed(id, hostile)).not.toThrow();
  }
});
