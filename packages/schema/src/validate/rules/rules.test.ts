import { describe, expect, test } from 'vitest';
import { loadSchema } from '../../load-schema.ts';
import { problemsOf } from '../problems.ts';

const schema = await loadSchema(37);
const formats = {
  isQuantity: () => true,
  isLabelKey: (text: string) => /^[a-z./]+$/.test(text),
  isLabelValue: (text: string) => /^[a-z]*$/.test(text),
};

/** `path: problem` of each; of a part of an object where `partial` says so. */
function problems(apiVersion: string, kind: string, value: object, partial = false): readonly string[] {
  const type = schema.kind(apiVersion, kind)?.type;
  if (type === undefined) throw new Error(`no ${kind}`);
  const found = problemsOf({ apiVersion, kind, metadata: { name: 'a' }, ...value }, type, { formats, partial });
  return found.map(({ at, problem }) => `${at.join('.')}: ${problem}`);
}

const pod = (container: object, spec: object = {}): object => ({
  spec: { containers: [{ name: 'a', image: 'b', ...container }], ...spec },
});

describe('RBAC', () => {
  const RBAC = 'rbac.authorization.k8s.io/v1';
  const rules = (kind: string, ...list: readonly object[]): readonly string[] => problems(RBAC, kind, { rules: list });
  const whole = { apiGroups: [''], resources: ['pods'], verbs: ['get'] };
  const paths = { nonResourceURLs: ['/healthz'], verbs: ['get'] };

  test('a rule is about resources or about paths', () => {
    expect(rules('ClusterRole', whole, paths)).toEqual([]);
    expect(rules('ClusterRole', { verbs: ['get'] })).toEqual([
      'rules.0.apiGroups: missing-field',
      'rules.0.resources: missing-field',
    ]);
    expect(rules('ClusterRole', { ...whole, ...paths })).toEqual(['rules.0.nonResourceURLs: invalid-value']);
    expect(rules('ClusterRole', { ...whole, verbs: [] })).toEqual(['rules.0.verbs: missing-field']);
    expect(rules('Role', whole, paths)).toEqual(['rules.1.nonResourceURLs: invalid-value']);
  });

  const binding = (kind: string, subject: object, roleKind = 'ClusterRole'): readonly string[] =>
    problems(RBAC, kind, { roleRef: { kind: roleKind, name: 'a' }, subjects: [{ name: 'a', ...subject }] });

  test('a service account needs a namespace where the binding has none, and is of no API group', () => {
    expect(binding('RoleBinding', { kind: 'ServiceAccount' })).toEqual([]);
    expect(binding('ClusterRoleBinding', { kind: 'ServiceAccount', namespace: 'b' })).toEqual([]);
    expect(binding('ClusterRoleBinding', { kind: 'ServiceAccount' })).toEqual(['subjects.0.namespace: missing-field']);
    expect(binding('RoleBinding', { kind: 'ServiceAccount', apiGroup: 'rbac.authorization.k8s.io' })).toEqual([
      'subjects.0.apiGroup: invalid-value',
    ]);
    expect(binding('RoleBinding', { kind: 'User', apiGroup: 'rbac.authorization.k8s.io' })).toEqual([]);
  });

  test('a ClusterRoleBinding binds a ClusterRole', () => {
    expect(binding('ClusterRoleBinding', { kind: 'User' }, 'Role')).toEqual(['roleRef.kind: invalid-value']);
    expect(binding('RoleBinding', { kind: 'User' }, 'Role')).toEqual([]);
  });
});

describe('network policies', () => {
  const ingress = (rule: object): readonly string[] =>
    problems('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: {}, ingress: [rule] } }).map((line) =>
      line.replace('spec.ingress.0.', ''),
    );
  const block = (cidr: string, ...except: readonly string[]): readonly string[] =>
    ingress({ from: [{ ipBlock: { cidr, except } }] }).map((line) => line.replace('from.0.ipBlock.', ''));

  test('a peer is a block of addresses, or selects', () => {
    expect(ingress({ from: [{ podSelector: {} }, { podSelector: {}, namespaceSelector: {} }] })).toEqual([]);
    expect(ingress({ from: [{}] })).toEqual(['from.0: missing-field']);
    expect(ingress({ from: [{ ipBlock: { cidr: '192.0.2.0/24' }, podSelector: {} }] })).toEqual([
      'from.0.ipBlock: invalid-value',
    ]);
  });

  test.each<[string, readonly string[]]>([
    ['192.0.2.0/24', []],
    ['0.0.0.0/0', ['192.0.2.0/24', '10.0.0.1/32']],
    ['2001:db8::/64', ['2001:db8::1/128']],
    ['::/0', []],
    ['::ffff:192.0.2.0/120', []],
    ['010.0.0.0/8', []],
  ])('%s without %j is a block', (cidr, except) => {
    expect(block(cidr, ...except)).toEqual([]);
  });

  test.each([
    '192.0.2.0',
    '192.0.2/24',
    '192.0.2.0/33',
    '256.0.0.0/8',
    '2001:db8::/129',
    '1::2::3/64',
    '1:2:3/64',
    'fe80::1%eth0/64',
    ':::/0',
    '1:2:3:4:5:6:7:8:9/64',
    'any',
    '::1.2.3/64',
  ])('%s is no block', (cidr) => {
    expect(block(cidr)).toEqual(['cidr: invalid-value']);
  });

  test('an exception lies in its block and is less of it than all', () => {
    expect(block('192.0.2.0/24', '198.51.100.0/28', '192.0.2.0/24', '192.0.2.0/28', 'x')).toEqual([
      'except.0: invalid-value',
      'except.1: invalid-value',
      'except.3: invalid-value',
    ]);
    expect(block('192.0.2.0/24', '2001:db8::/64')).toEqual(['except.0: invalid-value']);
  });

  test('ports are numbers, names, or ranges of numbers', () => {
    expect(ingress({ ports: [{ port: 80 }, { port: 'http' }, { port: 80, endPort: 80 }, {}] })).toEqual([]);
    expect(
      ingress({
        ports: [
          { port: 0 },
          { port: 65_536 },
          { port: 'HTTP' },
          { port: 80, endPort: 79 },
          { port: 'http', endPort: 80 },
          { endPort: 80 },
        ],
      }),
    ).toEqual([
      'ports.0.port: invalid-value',
      'ports.1.port: invalid-value',
      'ports.2.port: invalid-value',
      'ports.3.endPort: invalid-value',
      'ports.4.endPort: invalid-value',
      'ports.5.endPort: invalid-value',
    ]);
  });
});

describe('labels and selectors', () => {
  test('the labels of an object, and of the pods of a template', () => {
    expect(problems('v1', 'ConfigMap', { metadata: { name: 'a', labels: { 'a/b': 'c', B: 'c', d: 'E' } } })).toEqual([
      'metadata.labels.B: invalid-value',
      'metadata.labels.d: invalid-value',
    ]);
    const template = { metadata: { labels: { A: 'b' } }, spec: { containers: [{ name: 'a', image: 'b' }] } };
    expect(problems('apps/v1', 'Deployment', { spec: { selector: {}, template } })).toEqual([
      'spec.template.metadata.labels.A: invalid-value',
    ]);
  });

  const selector = (value: object): readonly string[] =>
    problems('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: value } }).map((line) =>
      line.replace('spec.podSelector.', ''),
    );

  test('a requirement has values where its operator needs them, and none where it does not', () => {
    expect(
      selector({
        matchExpressions: [
          { key: 'a', operator: 'In', values: ['b'] },
          { key: 'a', operator: 'Exists' },
        ],
      }),
    ).toEqual([]);
    expect(selector({ matchLabels: { A: 'b' } })).toEqual(['matchLabels.A: invalid-value']);
    expect(
      selector({
        matchExpressions: [
          { key: 'a', operator: 'NotIn' },
          { key: 'A', operator: 'Exists', values: ['b'] },
          { key: 'a', operator: 'In', values: ['B'] },
        ],
      }),
    ).toEqual([
      'matchExpressions.0.values: missing-field',
      'matchExpressions.1.key: invalid-value',
      'matchExpressions.1.values: invalid-value',
      'matchExpressions.2.values.0: invalid-value',
    ]);
  });
});

describe('security contexts', () => {
  test('users and groups are numbers of 31 bits', () => {
    const contexts = pod(
      { securityContext: { runAsUser: -1, runAsGroup: 2 ** 31 } },
      { securityContext: { fsGroup: 2 ** 31 - 1, supplementalGroups: [0, -1], runAsUser: 2n ** 40n } },
    );
    expect(problems('v1', 'Pod', contexts)).toEqual([
      'spec.containers.0.securityContext.runAsUser: invalid-value',
      'spec.containers.0.securityContext.runAsGroup: invalid-value',
      'spec.securityContext.runAsUser: invalid-value',
      'spec.securityContext.supplementalGroups.1: invalid-value',
    ]);
  });

  test('what gains privileges anyway cannot be kept from it', () => {
    const context = (value: object): readonly string[] =>
      problems('v1', 'Pod', pod({ securityContext: { allowPrivilegeEscalation: false, ...value } }));
    expect(context({})).toEqual([]);
    expect(context({ privileged: true })).toEqual(['spec.containers.0.securityContext.allowPrivilegeEscalation: invalid-value']);
    expect(context({ capabilities: { add: ['CAP_SYS_ADMIN'] } })).toEqual([
      'spec.containers.0.securityContext.allowPrivilegeEscalation: invalid-value',
    ]);
    // The server compares the text, and capabilities are written without CAP_.
    expect(context({ capabilities: { add: ['SYS_ADMIN'] } })).toEqual([]);
  });

  test('a profile on the node has a name, and no other has', () => {
    const seccomp = (seccompProfile: object, partial = false): readonly string[] =>
      problems('v1', 'Pod', pod({}, { securityContext: { seccompProfile } }), partial).map((line) =>
        line.replace('spec.securityContext.seccompProfile.', ''),
      );
    expect(seccomp({ type: 'Localhost', localhostProfile: 'a.json' })).toEqual([]);
    expect(seccomp({ type: 'Localhost' })).toEqual(['localhostProfile: missing-field']);
    expect(seccomp({ type: 'RuntimeDefault', localhostProfile: 'a.json' })).toEqual(['localhostProfile: invalid-value']);
    // What a part of an object lacks is elsewhere.
    expect(seccomp({ type: 'Localhost' }, true)).toEqual([]);
  });
});

describe('names and ports', () => {
  test.each<[string, string, string, boolean]>([
    ['v1', 'ConfigMap', 'a.b', true],
    ['v1', 'ConfigMap', 'A', false],
    ['v1', 'ConfigMap', 'a_b', false],
    ['v1', 'ConfigMap', 'a'.repeat(253), true],
    ['v1', 'ConfigMap', 'a'.repeat(254), false],
    ['v1', 'Namespace', 'a.b', false],
    ['v1', 'Namespace', 'a'.repeat(64), false],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'system:Node_1', true],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'a/b', false],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', '..', false],
  ])('%s %s may be called %s: %s', (apiVersion, kind, name, may) => {
    const found = problems(apiVersion, kind, { metadata: { name } });
    expect(found).toEqual(may ? [] : ['metadata.name: invalid-value']);
  });

  test('every object has a name, or asks for one', () => {
    expect(problems('v1', 'ConfigMap', { metadata: {} })).toEqual(['metadata.name: missing-field']);
    expect(problems('v1', 'ConfigMap', { metadata: { generateName: 'a-' } })).toEqual([]);
    expect(problems('v1', 'ConfigMap', { metadata: {} }, true)).toEqual([]);
  });

  test('containers and their ports', () => {
    expect(problems('v1', 'Pod', pod({ name: 'A' }))).toEqual(['spec.containers.0.name: invalid-value']);
    const ports = [
      { containerPort: 80, name: 'http', hostPort: 0 },
      { containerPort: 0 },
      { containerPort: 1, hostPort: 70_000, name: 'a--b' },
    ];
    expect(problems('v1', 'Pod', pod({ ports }))).toEqual([
      'spec.containers.0.ports.1.containerPort: invalid-value',
      'spec.containers.0.ports.2.name: invalid-value',
      'spec.containers.0.ports.2.hostPort: invalid-value',
    ]);
  });

  test('a service has ports, and names for them where there are several', () => {
    const service = (spec: object): readonly string[] => problems('v1', 'Service', { spec });
    expect(service({ ports: [{ port: 80, targetPort: 'http' }] })).toEqual([]);
    expect(service({ ports: [{ port: 80 }, { port: 81, name: 'b', targetPort: 70_000 }] })).toEqual([
      'spec.ports.0.name: missing-field',
      'spec.ports.1.targetPort: invalid-value',
    ]);
    expect(service({})).toEqual(['spec.ports: missing-field']);
    expect([service({ clusterIP: 'None' }), service({ type: 'ExternalName', externalName: 'a.example.com' })]).toEqual([[], []]);
  });
});

test('values of any type harm no rule', () => {
  for (const value of [null, 7, 'x', [], {}, [null], [7], { a: null }, true, 2n ** 70n]) {
    const security = { securityContext: value, ports: value, name: value };
    expect(() =>
      problems('v1', 'Pod', { metadata: value, spec: { containers: [security], securityContext: value } }),
    ).not.toThrow();
    expect(() => problems('v1', 'Service', { spec: { ports: [value], clusterIP: value } })).not.toThrow();
    for (const kind of ['Role', 'ClusterRoleBinding']) {
      expect(() =>
        problems('rbac.authorization.k8s.io/v1', kind, { rules: [value], subjects: [value], roleRef: value }),
      ).not.toThrow();
    }
    const peer = { ipBlock: { cidr: value, except: value }, podSelector: { matchLabels: value, matchExpressions: [value] } };
    expect(() =>
      problems('networking.k8s.io/v1', 'NetworkPolicy', { spec: { ingress: [{ from: [peer, value], ports: [value] }] } }),
    ).not.toThrow();
  }
});
