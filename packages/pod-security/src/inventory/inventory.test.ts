import { Inventory, kubeObject, type Json, type JsonObject, type KubeObject } from '@bulwark/model';
import { describe, expect, test } from 'vitest';
import { LATEST } from '../version.ts';
import { judgePod, type PodJudgement } from './judge-pod.ts';
import { podsOf } from './object-pods.ts';
import { objectPolicy } from './object-policy.ts';

const SPEC: JsonObject = { containers: [{ name: 'web', image: 'nginx', securityContext: { privileged: true } }] };

function object(apiVersion: string, kind: string, rest: JsonObject, partial?: KubeObject['partial']): KubeObject {
  return kubeObject({ apiVersion, kind, metadata: { name: 'web', namespace: 'shop' }, ...rest }, { partial });
}
const judged = (of: KubeObject, level: 'baseline' | 'restricted' | 'privileged' = 'baseline'): readonly PodJudgement[] =>
  podsOf(of).pods.map((pod) => judgePod(pod, { level, version: LATEST }));
const places = (judgements: readonly PodJudgement[]): readonly string[] =>
  judgements.flatMap(({ violations }) => violations.flatMap(({ fields }) => fields.map((path) => path.join('.'))));

describe('the pods of an object', () => {
  test.each<[string, string, JsonObject, string]>([
    ['v1', 'Pod', { spec: SPEC }, 'spec'],
    ['v1', 'PodTemplate', { template: { spec: SPEC } }, 'template.spec'],
    ['apps/v1', 'StatefulSet', { spec: { template: { spec: SPEC } } }, 'spec.template.spec'],
    [
      'batch/v1',
      'CronJob',
      { spec: { jobTemplate: { spec: { template: { spec: SPEC } } } } },
      'spec.jobTemplate.spec.template.spec',
    ],
    ['argoproj.io/v1alpha1', 'Rollout', { spec: { template: { spec: SPEC } } }, 'spec.template.spec'],
  ])('%s %s', (apiVersion, kind, rest, path) => {
    expect(places(judged(object(apiVersion, kind, rest)))).toEqual([`${path}.containers.0.securityContext.privileged`]);
  });

  test('a pod that is put together of several places is blamed where it stands', () => {
    const bad = { image: 'x', securityContext: { privileged: true } };
    const spec = {
      hostNetwork: true,
      securityContext: { seccompProfile: { type: 'Unconfined' } },
      templates: [{ name: 'a', container: bad, sidecars: [{ name: 's', ...bad }], initContainers: [{ name: 'i', ...bad }] }],
    };
    const [judgement] = judged(object('argoproj.io/v1alpha1', 'Workflow', { spec }));
    expect(places(judgement === undefined ? [] : [judgement])).toEqual([
      'spec.hostNetwork',
      'spec.templates.0.initContainers.0.securityContext.privileged',
      'spec.templates.0.container.securityContext.privileged',
      'spec.templates.0.sidecars.0.securityContext.privileged',
      'spec.securityContext.seccompProfile.type',
    ]);
    expect(judgement?.violations[1]?.detail).toBe('containers "i", "main", "s" must not set securityContext.privileged=true');
  });

  test.each<[string, string, JsonObject]>([
    ['v1', 'Pod', {}],
    ['v1', 'Pod', { spec: 'x' }],
    ['apps/v1', 'Deployment', { spec: {} }],
    ['batch/v1', 'CronJob', { spec: { jobTemplate: [] } }],
  ])('%s %s %j has none that can be read, and that is said', (apiVersion, kind, rest) => {
    const { pods, missing } = podsOf(object(apiVersion, kind, rest));
    expect([pods, missing]).toEqual([[], expect.stringMatching(/^it has no pod: spec\S* is no map$/)]);
  });

  test('what makes no pods has none', () => {
    for (const kind of ['Service', 'ConfigMap', 'Namespace']) {
      expect(podsOf(object('v1', kind, { spec: {} }))).toEqual({ pods: [], missing: undefined });
    }
  });
});

describe('a part of a pod', () => {
  const patch = (spec: Json): KubeObject => object('apps/v1', 'Deployment', { spec: { template: { spec } } }, 'kustomize-patch');

  test('is blamed for what it sets, and not for what it leaves out', () => {
    expect(judged(patch(SPEC), 'restricted')).toMatchObject([
      {
        verdict: 'forbidden',
        violations: [{ check: { id: 'privileged' } }],
        unknown: [{ reason: expect.stringContaining('patch') as unknown }],
      },
    ]);
    expect(judged(patch({ containers: [{ name: 'web' }] }), 'restricted')).toMatchObject([
      { verdict: 'unknown', violations: [], unknown: [{ path: ['spec', 'template', 'spec'] }] },
    ]);
  });

  test('is never allowed, but by the level that forbids nothing', () => {
    const fine = patch({ containers: [{ name: 'web' }] });
    expect(judged(fine).map(({ verdict }) => verdict)).toEqual(['unknown']);
    expect(judged(fine, 'privileged').map(({ verdict }) => verdict)).toEqual(['allowed']);
  });

  test('an object that the server refuses for other reasons is judged as it stands, and never allowed', () => {
    const of = (spec: Json): KubeObject => object('v1', 'Pod', { spec }, 'incomplete-workload');
    expect(judged(of({ containers: [{ name: 'web' }] }), 'restricted')).toMatchObject([
      { verdict: 'forbidden', violations: { length: 4 }, unknown: [] },
    ]);
    expect(judged(of({ containers: [{ name: 'web' }] })).map(({ verdict }) => verdict)).toEqual(['unknown']);
  });
});

test('what a field of a wrong type leaves open stands at the field', () => {
  const spec = { template: { spec: { hostPID: 'yes', containers: [] } } };
  expect(judged(object('apps/v1', 'Deployment', { spec }))).toEqual([
    {
      verdict: 'unknown',
      violations: [],
      unknown: [
        {
          path: ['spec', 'template', 'spec', 'hostPID'],
          reason: 'hostPID is text and must be true or false: the API server refuses it',
        },
      ],
    },
  ]);
});

test('the policy is that of the namespace, where it is shown', () => {
  const pod = object('v1', 'Pod', { spec: SPEC });
  const policyIn = (labels: JsonObject | undefined): ReturnType<typeof objectPolicy> => {
    const namespace =
      labels === undefined ? [] : [kubeObject({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } })];
    return objectPolicy(pod, Inventory.of([pod, ...namespace]).scopeOf(pod));
  };
  expect(policyIn(undefined)).toMatchObject({ isSaid: false, namespace: undefined });
  expect(policyIn({ app: 'x' })).toMatchObject({ isSaid: false, namespace: { name: 'shop' } });
  expect(policyIn({ 'pod-security.kubernetes.io/enforce': 'baseline' })).toMatchObject({
    isSaid: true,
    policy: { enforce: { level: 'baseline' }, warn: { level: 'baseline' } },
  });
});
