import { formatPath, kubeObject, type Json, type KubeObject } from '@bulwark/model';
import { NEWEST_MINOR, OLDEST_MINOR } from '@bulwark/schema';
import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../defaults/defaults.ts';
import { resourceRequest, urlRequest, type ResourceRequest } from '../request.ts';
import { ruleAllows } from '../rule/rule-allows.ts';
import { authenticatedUser } from '../subject/user.ts';
import { NODE_CASES } from '../testing/node-cases.ts';
import { newObject, nodeObjects, storedObject } from '../testing/node-objects.ts';
import { NodeAuthorizer } from './node-authorizer.ts';
import { nodeRules } from './node-rules.ts';
import type { NodePath } from './node-graph.ts';

function requestOf(verb: string, what: string, target = '-', fieldSelector?: string): ResourceRequest {
  const [resourceAndGroup = '', subresource = ''] = what.split('/');
  const dot = resourceAndGroup.indexOf('.');
  const [resource, group] =
    dot === -1 ? [resourceAndGroup, ''] : [resourceAndGroup.slice(0, dot), resourceAndGroup.slice(dot + 1)];
  const [first = '', second] = target.split('/');
  const named = target === '-' ? {} : second === undefined ? { name: first } : { namespace: first, name: second };
  return resourceRequest({ verb, group, resource, subresource, ...named, ...(fieldSelector !== undefined && { fieldSelector }) });
}

function node(name: string): ReturnType<typeof authenticatedUser> {
  return authenticatedUser(`system:node:${name}`);
}

function authorizer(objects: readonly KubeObject[], options: { minor?: number; complete?: boolean } = {}): NodeAuthorizer {
  return new NodeAuthorizer(objects, { minor: 37, complete: true, ...options });
}

function may(of: NodeAuthorizer, name: string, verb: string, what: string, target?: string): boolean {
  return of.authorize(node(name), requestOf(verb, what, target)).verdict === 'allow';
}

function steps(path: NodePath): string[] {
  return path.map(({ from, object, at }) => `${from.kind} ${from.name} by ${object.kind} ${formatPath(at)}`);
}

describe('upstream cases', () => {
  const cases = NODE_CASES.trim().split('\n');
  const objects = [...nodeObjects('n0'), ...nodeObjects('n1')];

  test('are all there', () => expect(cases).toHaveLength(132));

  test.each(cases)('%s', (line) => {
    const [answer, minor, name = '', verb = '', what = '', target, selector] = line.split(/ +/);
    const decision = authorizer(objects, { minor: Number(minor) }).authorize(node(name), requestOf(verb, what, target, selector));
    expect(decision.verdict).toBe(answer === 'yes' ? 'allow' : 'no-opinion');
  });

  test('what pods share belongs to each of their nodes (9 cases)', () => {
    const secrets = (...names: string[]): object => ({ volumes: names.map((secretName) => ({ secret: { secretName } })) });
    const pods = [
      storedObject('v1', 'Pod', 'shop/a', { spec: { nodeName: 'n1', ...secrets('one', 'two', 'all') } }),
      storedObject('v1', 'Pod', 'shop/b', { spec: { nodeName: 'n2', ...secrets('two', 'all') } }),
      storedObject('v1', 'Pod', 'shop/c', { spec: { nodeName: 'n3', ...secrets('all') } }),
    ];
    const of = authorizer(pods);
    const reads = ['n1', 'n2', 'n3'].map((name) =>
      ['one', 'two', 'all'].filter((secret) => may(of, name, 'get', 'secrets', `shop/${secret}`)).join(' '),
    );
    expect(reads).toEqual(['one two all', 'two all', 'all']);
  });

  test('ephemeral containers bring what they name (5 cases), the status a claim for extended resources (2)', () => {
    const spec = { nodeName: 'n1', volumes: [{ secret: { secretName: 'first' } }] };
    const ephemeralContainers = [{ envFrom: [{ secretRef: { name: 'late' } }, { configMapRef: { name: 'late' } }] }];
    const status = { extendedResourceClaimStatus: { resourceClaimName: 'extended' } };
    const before = authorizer([storedObject('v1', 'Pod', 'shop/a', { spec })]);
    const after = authorizer([storedObject('v1', 'Pod', 'shop/a', { spec: { ...spec, ephemeralContainers }, status })]);
    const asked = [
      ['secrets', 'shop/first'],
      ['secrets', 'shop/late'],
      ['configmaps', 'shop/late'],
      ['resourceclaims.resource.k8s.io', 'shop/extended'],
    ] as const;
    expect(asked.map(([what, target]) => may(before, 'n1', 'get', what, target))).toEqual([true, false, false, false]);
    expect(asked.map(([what, target]) => may(after, 'n1', 'get', what, target))).toEqual([true, true, true, true]);
  });
});

describe('the rules of every node', () => {
  test.each(Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, index) => OLDEST_MINOR + index))(
    'are those of the role system:node in 1.%i, but for what is decided object by object',
    async (minor) => {
      const { roles } = await defaultsOf(minor);
      const theirs = roles.find(({ name }) => name === 'system:node')?.rules.map(({ rule }) => rule) ?? [];
      const ours = nodeRules(minor);
      expect(theirs.length).toBeGreaterThan(10);
      const known = new Set(ours.flatMap(({ resources }) => resources));
      const requests = [...theirs, ...ours].flatMap(({ resources, apiGroups, verbs }) =>
        resources
          .filter((each) => known.has(each) || !isDecided(each, minor))
          .flatMap((each) => apiGroups.flatMap((group) => requestsOf(group, each, verbs))),
      );
      for (const request of requests) {
        const allowed = (rules: typeof ours): boolean => rules.some((rule) => ruleAllows(rule, request));
        expect([request, allowed(ours)]).toEqual([request, allowed(theirs)]);
      }
    },
  );
});

function requestsOf(group: string, text: string, verbs: readonly string[]): readonly ResourceRequest[] {
  const [resource = '', subresource = ''] = text.split('/');
  const all = new Set([...verbs, 'get', 'list', 'create', 'delete', 'patch']);
  return [...all].map((verb) => resourceRequest({ verb, group, resource, subresource }));
}

function isDecided(resource: string, minor: number): boolean {
  const [name = ''] = resource.split('/');
  const always = ['secrets', 'configmaps', 'persistentvolumeclaims', 'persistentvolumes', 'volumeattachments', 'serviceaccounts'];
  const others = ['leases', 'csinodes', 'resourceclaims', 'resourceslices', 'podcertificaterequests'];
  return [...always, ...others, ...(minor >= 32 ? ['pods', 'nodes'] : [])].includes(name);
}

describe('the way to an object', () => {
  test('leads from the node over pod, claim and volume to the secret', () => {
    const decision = authorizer(nodeObjects('n0')).authorize(node('n0'), requestOf('get', 'secrets', 'shop/disk-n0'));
    const because = decision.verdict === 'allow' ? decision.grant.because : undefined;
    expect(because?.kind === 'path' && steps(because.path)).toEqual([
      'pods web-n0 by Pod spec.nodeName',
      'persistentvolumeclaims claim-n0 by Pod spec.volumes[3].persistentVolumeClaim.claimName',
      'persistentvolumes volume-n0 by PersistentVolume spec.claimRef',
      'secrets disk-n0 by PersistentVolume spec.flexVolume.secretRef.name',
    ]);
  });

  test('gives the reach of a node, which is what it may read', () => {
    const of = authorizer([...nodeObjects('n0'), ...nodeObjects('n1')]);
    const reach = Object.entries(of.reachOf('n0')).flatMap(([kind, list]) =>
      (list as readonly { name: string }[]).map(({ name }) => `${kind} ${name}`),
    );
    expect(reach.toSorted()).toMatchInlineSnapshot(`
      [
        "configMaps settings-n0",
        "persistentVolumeClaims claim-n0",
        "persistentVolumes volume-n0",
        "podCertificateRequests request-n0",
        "pods web-n0",
        "resourceClaims device-n0",
        "resourceClaims made-n0",
        "resourceSlices slice-n0",
        "secrets disk-n0",
        "secrets own-n0",
        "secrets shared",
        "serviceAccounts web-n0",
        "volumeAttachments attachment-n0",
      ]
    `);
    for (const { namespace, name } of of.reachOf('n0').secrets)
      expect(may(of, 'n0', 'get', 'secrets', `${namespace}/${name}`)).toBe(true);
  });

  test('is not there for a mirror pod, which the node writes itself', () => {
    const meta = { annotations: { 'kubernetes.io/config.mirror': 'x' } };
    const spec = { nodeName: 'n0', serviceAccountName: 'api', volumes: [{ secret: { secretName: 's' } }] };
    const of = authorizer([storedObject('v1', 'Pod', 'shop/mirror', { spec }, meta)]);
    expect(may(of, 'n0', 'get', 'pods', 'shop/mirror')).toBe(true);
    expect(may(of, 'n0', 'get', 'secrets', 'shop/s')).toBe(false);
    expect(may(of, 'n0', 'create', 'serviceaccounts/token', 'shop/api')).toBe(false);
  });

  test('of an answer that is no is unknown where pods may be missing', () => {
    const decide = (complete: boolean, what: string, target: string): unknown =>
      authorizer([], { complete }).authorize(node('n0'), requestOf('get', what, target));
    expect(decide(true, 'secrets', 'shop/s')).toEqual({ verdict: 'no-opinion', gaps: [] });
    expect(decide(false, 'secrets', 'shop/s')).toMatchObject({ gaps: [{ authorizer: 'Node' }] });
    expect(decide(false, 'nodes', 'n1')).toEqual({ verdict: 'no-opinion', gaps: [] });
  });
});

describe('a pod as it is written', () => {
  const spec = { nodeName: 'n0', containers: [{ name: 'web', image: 'web:1' }] };

  test('gets the account, its pull secrets and the certificate authority that the server adds', () => {
    const account = newObject('v1', 'ServiceAccount', 'shop/default', { imagePullSecrets: [{ name: 'registry' }] });
    const written = authorizer([newObject('v1', 'Pod', 'shop/web', { spec }), account]);
    expect(may(written, 'n0', 'create', 'serviceaccounts/token', 'shop/default')).toBe(true);
    expect(may(written, 'n0', 'get', 'secrets', 'shop/registry')).toBe(true);
    expect(may(written, 'n0', 'get', 'configmaps', 'shop/kube-root-ca.crt')).toBe(true);
    const stored = authorizer([storedObject('v1', 'Pod', 'shop/web', { spec }), account]);
    expect(may(stored, 'n0', 'create', 'serviceaccounts/token', 'shop/default')).toBe(false);
    expect(may(stored, 'n0', 'get', 'secrets', 'shop/registry')).toBe(false);
  });

  test('gets none of it where it says so', () => {
    const account = newObject('v1', 'ServiceAccount', 'shop/default', {
      automountServiceAccountToken: false,
      imagePullSecrets: [{ name: 'registry' }],
    });
    const own = { ...spec, imagePullSecrets: [{ name: 'own' }] };
    const of = authorizer([newObject('v1', 'Pod', 'shop/web', { spec: own }), account]);
    expect(may(of, 'n0', 'get', 'secrets', 'shop/own')).toBe(true);
    expect(may(of, 'n0', 'get', 'secrets', 'shop/registry')).toBe(false);
    expect(may(of, 'n0', 'get', 'configmaps', 'shop/kube-root-ca.crt')).toBe(false);
  });
});

describe('who is no node', () => {
  const of = authorizer(nodeObjects('n0'));
  const request = requestOf('get', 'secrets', 'shop/own-n0');

  test.each([
    ['the name without the group', { name: 'system:node:n0', groups: [] }],
    ['the group without the name', { name: 'n0', groups: ['system:nodes'] }],
    ['no name', { name: 'system:node:', groups: ['system:nodes'] }],
    ['a prototype', { name: 'system:node:__proto__', groups: ['system:nodes'] }],
  ])('%s', (_, user) => expect(of.authorize(user, request).verdict).toBe('no-opinion'));

  test('URLs are nobody', () => expect(of.authorize(node('n0'), urlRequest('get', '/metrics')).verdict).toBe('no-opinion'));
});

test('objects of any shape are read', () => {
  const values: readonly Json[] = [null, 0, 'x', [], {}, [null], [{}], [[]], { name: 7 }, [{ secret: 3 }], { __proto__: null }];
  const spec = [
    'volumes',
    'imagePullSecrets',
    'containers',
    'resourceClaims',
    'claimRef',
    'flexVolume',
    'csi',
    'serviceAccountName',
  ];
  for (const kind of ['v1/Pod', 'v1/PersistentVolume', 'v1/ServiceAccount', 'storage.k8s.io/v1/VolumeAttachment']) {
    const slash = kind.lastIndexOf('/');
    for (const value of values) {
      for (const key of spec) {
        const head = { apiVersion: kind.slice(0, slash), kind: kind.slice(slash + 1), metadata: { name: 'x' } };
        const objects = [
          kubeObject({ ...head, spec: { nodeName: 'n0', claimRef: {}, [key]: value }, status: value }),
          kubeObject({ ...head, spec: value, imagePullSecrets: value }),
          kubeObject({ ...head, metadata: value, spec: { nodeName: value } }),
        ];
        expect(() => authorizer(objects).reachOf('n0')).not.toThrow();
      }
    }
  }
});
