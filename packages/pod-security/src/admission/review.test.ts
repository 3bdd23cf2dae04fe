import type { Json, JsonObject } from '@bulwark/model';
import { describe, expect, test } from 'vitest';
import { clusterOf, labels, podAt } from '../testing/cluster.ts';
import type { AdmissionRequest } from './request.ts';
import type { AdmissionResponse } from './response.ts';
import { review } from './review.ts';

const cluster = clusterOf({
  namespaces: {
    exempt: 'enforce=restricted audit=restricted warn=restricted',
    implicit: '',
    privileged: 'enforce=privileged audit=privileged warn=privileged',
    baseline: 'enforce=baseline audit=baseline warn=baseline',
    warned: 'warn=baseline',
    audited: 'audit=baseline',
    restricted: 'enforce=restricted audit=restricted warn=restricted',
    wrong: 'enforce=not-a-valid-level',
  },
  exemptions: { namespaces: ['exempt'], usernames: ['exempt-user'], runtimeClasses: ['exempt-class'] },
});

type Options = Partial<AdmissionRequest>;

function podRequest(namespace: string, object: Json | undefined, options: Options = {}): AdmissionResponse {
  return review({ operation: 'CREATE', group: '', resource: 'pods', namespace, name: 'web', object, ...options }, cluster);
}

function templateRequest(namespace: string, pod: JsonObject, options: Options = {}): AdmissionResponse {
  const object = { metadata: pod['metadata'] ?? null, spec: { template: pod } };
  return review(
    { operation: 'CREATE', group: 'apps', resource: 'deployments', namespace, name: 'web', object, ...options },
    cluster,
  );
}

const PRIVILEGED = 'privileged (container "web" must not set securityContext.privileged=true)';

describe('pods', () => {
  test('what breaks the enforced level is refused, and not warned about as well', () => {
    expect(podRequest('baseline', podAt('privileged'))).toEqual({
      allowed: false,
      refusal: {
        code: 403,
        reason: 'Forbidden',
        message: `pods "web" is forbidden: violates PodSecurity "baseline:latest": ${PRIVILEGED}`,
      },
      warnings: [],
      auditAnnotations: {
        'enforce-policy': 'baseline:latest',
        'audit-violations': `would violate PodSecurity "baseline:latest": ${PRIVILEGED}`,
      },
    });
    expect(podRequest('baseline', podAt('privileged'), { name: '' }).refusal?.message).toMatch(/^pods is forbidden: violates/);
  });

  test.each([
    ['baseline', podAt('baseline'), { 'enforce-policy': 'baseline:latest' }],
    ['restricted', podAt('restricted'), { 'enforce-policy': 'restricted:latest' }],
    ['implicit', podAt('privileged'), { 'enforce-policy': 'privileged:latest' }],
    ['privileged', podAt('privileged'), { 'enforce-policy': 'privileged:latest' }],
    ['exempt', podAt('privileged'), { exempt: 'namespace' }],
    ['restricted', podAt('privileged', { runtimeClassName: 'exempt-class' }), { exempt: 'runtimeClass' }],
  ])('%s takes what it should', (namespace, pod, auditAnnotations) => {
    expect(podRequest(namespace, pod)).toEqual({ allowed: true, warnings: [], auditAnnotations });
  });

  test('who is exempt may do everything', () => {
    expect(podRequest('restricted', podAt('privileged'), { userName: 'exempt-user' })).toEqual({
      allowed: true,
      warnings: [],
      auditAnnotations: { exempt: 'user' },
    });
    expect(podRequest('restricted', podAt('privileged'), { userName: '' }).allowed).toBe(false);
  });

  test('warn warns and audit audits, and both let the pod in', () => {
    expect(podRequest('warned', podAt('privileged'))).toEqual({
      allowed: true,
      warnings: [`would violate PodSecurity "baseline:latest": ${PRIVILEGED}`],
      auditAnnotations: { 'enforce-policy': 'privileged:latest' },
    });
    expect(podRequest('audited', podAt('privileged'))).toEqual({
      allowed: true,
      warnings: [],
      auditAnnotations: {
        'enforce-policy': 'privileged:latest',
        'audit-violations': `would violate PodSecurity "baseline:latest": ${PRIVILEGED}`,
      },
    });
  });

  test('a namespace whose label is wrong is restricted', () => {
    const { allowed, auditAnnotations } = podRequest('wrong', podAt('baseline'));
    expect(allowed).toBe(false);
    expect(auditAnnotations['error']).toBe(
      'Failed to parse policy: metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "not-a-valid-level": must be one of privileged, baseline, restricted',
    );
  });

  test.each(['exec', 'attach', 'binding', 'eviction', 'log', 'portforward', 'proxy', 'status'])(
    'the subresource %s is let through',
    (subresource) => {
      expect(podRequest('restricted', podAt('privileged'), { subresource }).allowed).toBe(true);
    },
  );

  test.each(['ephemeralcontainers', 'resize', 'unheard-of'])('the subresource %s is judged', (subresource) => {
    expect(podRequest('restricted', podAt('privileged'), { subresource }).allowed).toBe(false);
  });

  test('only what is made or changed is judged', () => {
    for (const operation of ['DELETE', 'CONNECT']) {
      expect(podRequest('restricted', podAt('privileged'), { operation }).allowed).toBe(true);
    }
  });

  test('what cannot be judged is refused', () => {
    expect(podRequest('missing', podAt('restricted'))).toMatchObject({
      allowed: false,
      refusal: { code: 500, message: 'Internal error occurred: failed to lookup namespace "missing"' },
    });
    for (const object of [undefined, null, 'x', { spec: { hostPID: 'yes' } }]) {
      const { allowed, refusal, auditAnnotations } = podRequest('baseline', object);
      expect([allowed, refusal?.code, refusal?.message]).toEqual([false, 400, 'failed to decode object']);
      expect(auditAnnotations['error']).toMatch(/^failed to decode object/);
    }
  });
});

describe('updates of pods', () => {
  const image = (pod: JsonObject, name: string): JsonObject => {
    const text = JSON.stringify(pod).replace('"nginx"', JSON.stringify(name));
    return JSON.parse(text) as JsonObject;
  };
  const update = (oldObject: Json, object: Json): boolean =>
    podRequest('restricted', object, { operation: 'UPDATE', oldObject }).allowed;
  const debug = (name: string, of = 'busybox'): JsonObject => podAt('privileged', { ephemeralContainers: [{ name, image: of }] });

  test('labels, annotations and tolerations may change in a pod that is not good enough', () => {
    const old = podAt('privileged');
    expect(update(old, { ...old, metadata: { name: 'web', labels: { app: 'other' } } })).toBe(true);
    expect(update(old, podAt('privileged', { tolerations: [{ operator: 'Exists' }] }))).toBe(true);
  });

  test('images, containers and new ephemeral containers are looked at', () => {
    const old = podAt('privileged');
    expect(update(old, image(old, 'other'))).toBe(false);
    expect(update(podAt('restricted'), image(podAt('restricted'), 'other'))).toBe(true);
    expect(update(old, podAt('privileged', { initContainers: [{ name: 'i', image: 'x' }] }))).toBe(false);
    expect(update(old, debug('a'))).toBe(false);
    expect(update(debug('a'), debug('a'))).toBe(true);
    expect(update(debug('a'), debug('a', 'other'))).toBe(false);
    expect(update(debug('a'), debug('b'))).toBe(false);
    expect(update(debug('a'), old)).toBe(true);
  });

  test('without the old pod there is no telling', () => {
    expect(podRequest('restricted', podAt('restricted'), { operation: 'UPDATE' }).refusal?.message).toBe(
      'failed to decode old object',
    );
  });
});

describe('controllers', () => {
  test('are warned about and audited, and never refused', () => {
    expect(templateRequest('baseline', podAt('privileged'))).toEqual({
      allowed: true,
      warnings: [`would violate PodSecurity "baseline:latest": ${PRIVILEGED}`],
      auditAnnotations: { 'audit-violations': `would violate PodSecurity "baseline:latest": ${PRIVILEGED}` },
    });
    expect(templateRequest('audited', podAt('privileged')).warnings).toEqual([]);
    expect(templateRequest('implicit', podAt('privileged'))).toEqual({ allowed: true, warnings: [], auditAnnotations: {} });
  });

  test.each([
    ['', 'replicationcontrollers', ['spec', 'template']],
    ['', 'podtemplates', ['template']],
    ['apps', 'replicasets', ['spec', 'template']],
    ['apps', 'statefulsets', ['spec', 'template']],
    ['apps', 'daemonsets', ['spec', 'template']],
    ['batch', 'jobs', ['spec', 'template']],
    ['batch', 'cronjobs', ['spec', 'jobTemplate', 'spec', 'template']],
  ])('%s/%s have their pod at %j', (group, resource, path) => {
    const object = path.reduceRight<Json>((inner, step) => ({ [step]: inner }), podAt('privileged'));
    expect(templateRequest('warned', podAt('privileged'), { group, resource, object }).warnings).toHaveLength(1);
  });

  test.each([
    ['serving.knative.dev', 'services'],
    ['argoproj.io', 'rollouts'],
    ['apps', 'foobars'],
    ['', 'services'],
  ])('%s/%s are left alone, whatever they hold', (group, resource) => {
    expect(templateRequest('restricted', podAt('privileged'), { group, resource }).warnings).toEqual([]);
  });

  test('their subresources, exemptions and errors let them through', () => {
    expect(templateRequest('restricted', podAt('privileged'), { subresource: 'scale' }).warnings).toEqual([]);
    expect(templateRequest('exempt', podAt('privileged')).auditAnnotations).toEqual({ exempt: 'namespace' });
    expect(templateRequest('missing', podAt('privileged'))).toEqual({
      allowed: true,
      warnings: [],
      auditAnnotations: { error: 'failed to lookup namespace "missing": namespaces "missing" not found' },
    });
    const wrong = templateRequest('restricted', podAt('restricted', { hostPID: 5 }));
    expect([wrong.allowed, Object.keys(wrong.auditAnnotations)]).toEqual([true, ['error']]);
    for (const object of [null, {}, { spec: {} }, { spec: { template: null } }]) {
      expect(templateRequest('restricted', {}, { object }).warnings).toEqual([]);
    }
  });

  test("a template has no host ports of its own on the node's network; its pods have", () => {
    const pod = podAt('baseline', {
      hostNetwork: true,
      containers: [{ name: 'web', image: 'nginx', ports: [{ containerPort: 80 }] }],
    });
    expect(templateRequest('warned', pod).warnings).toEqual([
      'would violate PodSecurity "baseline:latest": host namespaces (hostNetwork=true)',
    ]);
    expect(podRequest('warned', pod).warnings).toEqual([
      'would violate PodSecurity "baseline:latest": host namespaces (hostNetwork=true), hostPort (container "web" uses hostPort 80)',
    ]);
  });
});

describe('namespaces', () => {
  interface Update {
    readonly from?: string;
    readonly to: string;
    readonly exempt?: boolean;
    readonly subresource?: string;
  }
  const namespace = (text: string): Json => ({ metadata: { name: 'test', labels: { other: 'x', ...labels(text) } } });
  const bad = (name: string, level: 'privileged' | 'baseline', spec?: JsonObject): JsonObject => ({
    ...podAt(level, spec),
    metadata: { name },
  });
  function change({ from, to, exempt = false, subresource = '' }: Update): AdmissionResponse {
    const pods = [bad('b', 'privileged'), bad('c', 'privileged'), bad('a', 'baseline')];
    return review(
      {
        operation: from === undefined ? 'CREATE' : 'UPDATE',
        group: '',
        resource: 'namespaces',
        subresource,
        namespace: 'test',
        name: 'test',
        object: namespace(to),
        oldObject: from === undefined ? undefined : namespace(from),
      },
      clusterOf({ pods, exemptions: { namespaces: exempt ? ['test'] : [] } }),
    );
  }

  test('wrong labels are refused with all that is wrong', () => {
    expect(change({ to: 'enforce=unknown enforce-version=1.2' }).refusal).toEqual({
      code: 422,
      reason: 'Invalid',
      message:
        'Namespace "test" is invalid: [metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "unknown": must be one of privileged, baseline, restricted, metadata.labels[pod-security.kubernetes.io/enforce-version]: Invalid value: "1.2": must be "latest" or "v1.x"]',
    });
    expect(change({ to: 'enforce=unknown', from: 'enforce=unknown' }).allowed).toBe(true);
    expect(change({ to: 'enforce=unknown', from: 'enforce=other' }).allowed).toBe(false);
    expect(change({ to: 'enforce=unknown', from: 'enforce=restricted' }).allowed).toBe(false);
    expect(change({ to: 'enforce=unknown', subresource: 'status' }).allowed).toBe(true);
  });

  test.each([
    ['enforce=restricted enforce-version=v1.0', 'enforce=restricted enforce-version=v1.0'],
    ['enforce=restricted enforce-version=v1.0', 'enforce=baseline enforce-version=v1.0'],
    ['enforce=restricted', 'enforce=baseline'],
    ['enforce=restricted enforce-version=v1.0', 'enforce=privileged'],
    ['enforce=restricted', ''],
    ['', 'warn=restricted audit=restricted'],
  ])('from %j to %j no pod is asked', (from, to) => {
    expect(change({ from, to }).warnings).toEqual([]);
  });

  test('what gets stricter is tried on the pods that are there', () => {
    expect(change({ from: 'enforce=privileged', to: 'enforce=baseline' }).warnings).toEqual([
      'existing pods in namespace "test" violate the new PodSecurity enforce level "baseline:latest"',
      'b (and 1 other pod): privileged',
    ]);
    expect(change({ from: 'enforce=restricted', to: 'enforce=baseline enforce-version=v1.20' }).warnings).toHaveLength(2);
  });

  test('an exempt namespace hears that its labels do nothing', () => {
    const ignored = (policy: string): readonly string[] => [
      `namespace "test" is exempt from Pod Security, and the policy (${policy}) will be ignored`,
    ];
    const all = 'enforce=restricted enforce-version=v1.0 audit=restricted warn=baseline';
    expect(change({ to: 'enforce=restricted', exempt: true }).warnings).toEqual(ignored('enforce=restricted:latest'));
    expect(change({ from: '', to: all, exempt: true }).warnings).toEqual(
      ignored('enforce=restricted:v1.0, audit=restricted:latest, warn=baseline:latest'),
    );
    for (const to of ['', 'enforce=privileged enforce-version=v1.24 warn-version=v1.25']) {
      expect(change({ to, exempt: true }).warnings).toEqual([]);
    }
  });

  test('what is no namespace is refused', () => {
    const request = { operation: 'UPDATE', group: '', resource: 'namespaces', namespace: 'test', name: 'test' };
    expect(review({ ...request, object: null }, cluster).refusal?.code).toBe(400);
    expect(review({ ...request, object: {}, oldObject: 5 }, cluster).refusal?.code).toBe(400);
  });
});
