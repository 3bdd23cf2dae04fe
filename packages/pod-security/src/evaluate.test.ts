import type { Json, JsonObject } from '@bulwark/model';
import { describe, expect, test } from 'vitest';
import { detailText, evaluatePod, reasonText, type Evaluation } from './evaluate.ts';
import type { Level } from './level.ts';
import { withDefaults } from './pod/defaults.ts';
import { readPod } from './pod/read-pod.ts';
import { LATEST, versionOf } from './version.ts';

const GOOD: JsonObject = {
  name: 'web',
  image: 'nginx',
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  },
};

function evaluate(
  level: Level,
  spec: Json,
  { minor = Infinity, metadata }: { minor?: number; metadata?: Json } = {},
): Evaluation {
  const pod = readPod(withDefaults({ metadata, spec }));
  return evaluatePod(pod, { level, version: minor === Infinity ? LATEST : versionOf(minor) });
}

const places = ({ violations }: Evaluation): readonly string[] =>
  violations.flatMap(({ fields }) => fields.map((path) => path.join('.')));

test('a pod that asks for nothing is fine for the baseline, and says too little for restricted', () => {
  const spec = { containers: [{ name: 'web' }, { name: 'log' }] };
  expect(evaluate('baseline', spec)).toEqual({ verdict: 'allowed', violations: [], unknown: [] });
  expect(evaluate('privileged', spec).verdict).toBe('allowed');
  const restricted = evaluate('restricted', spec);
  expect(reasonText(restricted)).toBe(
    'allowPrivilegeEscalation != false, unrestricted capabilities, runAsNonRoot != true, seccompProfile',
  );
  expect(detailText(restricted)).toBe(
    'allowPrivilegeEscalation != false (containers "web", "log" must set securityContext.allowPrivilegeEscalation=false), ' +
      'unrestricted capabilities (containers "web", "log" must set securityContext.capabilities.drop=["ALL"]), ' +
      'runAsNonRoot != true (pod or containers "web", "log" must set securityContext.runAsNonRoot=true), ' +
      'seccompProfile (pod or containers "web", "log" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
  );
  expect(places(restricted)).toContain('spec.containers.1.securityContext.capabilities.drop');
});

test('containers of all lists count, in the order of the server', () => {
  const bad = (name: string): JsonObject => ({ name, securityContext: { privileged: true } });
  const result = evaluate('baseline', {
    ephemeralContainers: [bad('debug')],
    containers: [bad('web')],
    initContainers: [bad('setup')],
  });
  expect(detailText(result)).toBe('privileged (containers "setup", "web", "debug" must not set securityContext.privileged=true)');
  expect(places(result)).toEqual([
    'spec.initContainers.0.securityContext.privileged',
    'spec.containers.0.securityContext.privileged',
    'spec.ephemeralContainers.0.securityContext.privileged',
  ]);
});

describe('versions', () => {
  test('probes may name a host until 1.33', () => {
    const spec = { containers: [{ ...GOOD, livenessProbe: { httpGet: { host: '10.0.0.1', port: 80 } } }] };
    expect(evaluate('baseline', spec, { minor: 33 }).verdict).toBe('allowed');
    expect(detailText(evaluate('baseline', spec, { minor: 34 }))).toBe(
      'probe or lifecycle host (container "web" uses probe or lifecycle host "10.0.0.1")',
    );
  });

  test('annotations decide about seccomp until 1.18, fields since 1.19', () => {
    const metadata = { annotations: { 'seccomp.security.alpha.kubernetes.io/pod': 'unconfined' } };
    const byAnnotation = (minor: number): Evaluation => evaluate('baseline', { containers: [GOOD] }, { minor, metadata });
    expect(detailText(byAnnotation(18))).toBe(
      'seccompProfile (forbidden annotation seccomp.security.alpha.kubernetes.io/pod="unconfined")',
    );
    expect(places(byAnnotation(18))).toEqual(['metadata.annotations.seccomp.security.alpha.kubernetes.io/pod']);
    expect(byAnnotation(19).verdict).toBe('allowed');
    const spec = { securityContext: { seccompProfile: { type: 'Unconfined' } }, containers: [{ name: 'web' }] };
    expect(evaluate('baseline', spec, { minor: 18 }).verdict).toBe('allowed');
    expect(reasonText(evaluate('baseline', spec, { minor: 19 }))).toBe('seccompProfile');
  });

  test('Windows is exempt since 1.25 from what has no meaning there, and from that alone', () => {
    const spec = { os: { name: 'windows' }, containers: [{ name: 'web', image: 'iis' }] };
    expect(reasonText(evaluate('restricted', spec, { minor: 24 }))).toContain('seccompProfile');
    expect(reasonText(evaluate('restricted', spec, { minor: 25 }))).toBe('runAsNonRoot != true');
  });

  test('a pod with users of its own may be root since 1.35, and see all of /proc but for restricted', () => {
    const web = {
      ...GOOD,
      securityContext: { ...(GOOD['securityContext'] as JsonObject), runAsNonRoot: false, runAsUser: 0, procMount: 'Unmasked' },
    };
    const spec = { hostUsers: false, containers: [web] };
    expect(reasonText(evaluate('baseline', spec, { minor: 34 }))).toBe('procMount');
    expect(evaluate('baseline', spec, { minor: 35 }).verdict).toBe('allowed');
    expect(reasonText(evaluate('restricted', spec, { minor: 34 }))).toBe('procMount, runAsNonRoot != true, runAsUser=0');
    expect(reasonText(evaluate('restricted', spec, { minor: 35 }))).toBe('procMount');
    expect(reasonText(evaluate('restricted', { ...spec, hostUsers: null }, { minor: 35 }))).toContain('runAsUser=0');
  });

  test('until 1.21 restricted holds to the capabilities of the baseline', () => {
    const web = { ...GOOD, securityContext: { ...(GOOD['securityContext'] as JsonObject), capabilities: { add: ['CHOWN'] } } };
    expect(evaluate('restricted', { containers: [web] }, { minor: 21 }).verdict).toBe('allowed');
    expect(detailText(evaluate('restricted', { containers: [web] }, { minor: 22 }))).toBe(
      'unrestricted capabilities (container "web" must set securityContext.capabilities.drop=["ALL"]; container "web" must not include "CHOWN" in securityContext.capabilities.add)',
    );
  });
});

describe('what no server takes', () => {
  test.each<[string, Json]>([
    ['containers[0].securityContext.privileged', 'true'],
    ['containers[0].securityContext', []],
    ['containers[0]', 'web'],
    ['containers', { web: {} }],
    ['containers[0].name', 5],
  ])('%s: %j leaves what reads it undecided, and nothing else', (where, value) => {
    const spec =
      where === 'containers' ? { containers: value } : { containers: [placed(where.slice('containers[0]'.length), value)] };
    const result = evaluate('baseline', { ...spec, hostPID: true });
    expect(result.unknown.map(({ path }) => path.join('.'))).toEqual([`spec.${where.replaceAll('[0]', '.0')}`]);
    expect(reasonText(result)).toBe('host namespaces');
    expect(result.verdict).toBe('forbidden');
    expect(evaluate('baseline', spec).verdict).toBe('unknown');
    expect(evaluate('privileged', spec).verdict).toBe('allowed');
  });

  function placed(where: string, value: Json): Json {
    const [, step, ...rest] = where.split('.');
    return step === undefined ? value : { name: 'web', [step]: placed(rest.length === 0 ? '' : `.${rest.join('.')}`, value) };
  }

  test('a relaxation that cannot be read decides nothing', () => {
    const spec = {
      hostUsers: 'false',
      containers: [{ ...GOOD, securityContext: { ...(GOOD['securityContext'] as JsonObject), runAsUser: 0 } }],
    };
    const { verdict, unknown } = evaluate('restricted', spec);
    expect([verdict, unknown[0]?.reason]).toEqual(['unknown', 'hostUsers is text and must be true or false']);
    expect(evaluate('restricted', { ...spec, os: 5 }).unknown).toHaveLength(2);
  });

  test('a level is not troubled by what it does not read', () => {
    const spec = { containers: [{ name: 'web', securityContext: { runAsNonRoot: 'yes' } }] };
    expect(evaluate('baseline', spec).verdict).toBe('allowed');
    expect(evaluate('restricted', spec).unknown[0]?.reason).toBe('runAsNonRoot is text and must be true or false');
  });

  test('null is as good as nothing, as the server reads it', () => {
    const web = { ...GOOD, ports: null, livenessProbe: null, lifecycle: { preStop: null } };
    const spec = {
      hostPID: null,
      hostUsers: null,
      securityContext: null,
      volumes: null,
      initContainers: null,
      containers: [web],
    };
    expect(evaluate('restricted', spec, { metadata: { annotations: null } }).verdict).toBe('allowed');
    const nothing = { containers: [{ ...GOOD, securityContext: { capabilities: { add: [null] } } }] };
    expect(detailText(evaluate('baseline', nothing))).toContain('must not include "" in');
  });

  test('there may be nothing at all', () => {
    for (const nothing of [undefined, null, {}]) expect(evaluate('restricted', nothing as Json).verdict).toBe('allowed');
    for (const wrong of [5, 'x', []]) expect(evaluate('baseline', wrong).verdict).toBe('unknown');
  });
});

test('texts that are the same to the server are named once', () => {
  const capabilities = { add: ['\ud800', '\udfff', '\ufffd'] };
  expect(detailText(evaluate('baseline', { containers: [{ name: 'web', securityContext: { capabilities } }] }))).toBe(
    'non-default capabilities (container "web" must not include "\ufffd" in securityContext.capabilities.add)',
  );
});

test('volumes are called what they are made of', () => {
  const volumes = [
    { name: 'a' },
    { name: 'b', hostPath: { path: '/' } },
    { name: 'c', newKind: {} },
    { name: 'd', nfs: {}, emptyDir: {} },
  ];
  const result = evaluate('restricted', { volumes });
  expect(detailText(result)).toBe('restricted volume types (volumes "b", "c" use restricted volume types "hostPath", "unknown")');
  expect(places(result)).toEqual(['spec.volumes.1.hostPath', 'spec.volumes.2.newKind']);
  expect(detailText(evaluate('baseline', { volumes }))).toBe('hostPath volumes (volume "b")');
});

test('AppArmor is told by fields and by annotations', () => {
  const metadata = {
    annotations: {
      'container.apparmor.security.beta.kubernetes.io/web': 'unconfined',
      'container.apparmor.security.beta.kubernetes.io/log': 'localhost/mine',
    },
  };
  const spec = {
    securityContext: { appArmorProfile: {} },
    containers: [{ ...GOOD, securityContext: { appArmorProfile: { type: 'Unconfined' } } }],
  };
  expect(detailText(evaluate('baseline', spec, { metadata }))).toBe(
    'forbidden AppArmor profiles (pod and container "web" and annotation must not set AppArmor profile type to ' +
      '"", "Unconfined", "container.apparmor.security.beta.kubernetes.io/web="unconfined"")',
  );
});

test('SELinux options are told one by one', () => {
  const spec = {
    securityContext: { seLinuxOptions: { type: 'spc_t', user: 'u' } },
    containers: [{ name: 'web', securityContext: { seLinuxOptions: { type: 'container_engine_t', role: 'r' } } }],
  };
  expect(detailText(evaluate('baseline', spec, { minor: 30 }))).toBe(
    'seLinuxOptions (pod and container "web" set forbidden securityContext.seLinuxOptions: types "container_engine_t", "spc_t"; user may not be set; role may not be set)',
  );
  expect(places(evaluate('baseline', spec))).toEqual([
    'spec.securityContext.seLinuxOptions.type',
    'spec.securityContext.seLinuxOptions.user',
    'spec.containers.0.securityContext.seLinuxOptions.role',
  ]);
});
