import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../json.ts';
import { kubeObject } from '../kube-object.ts';
import { formatPath } from '../path.ts';
import { podFieldPath } from './pod-field-path.ts';
import type { Workload } from './workload.ts';
import { workloadsOf } from './workloads.ts';

const POD: JsonObject = { containers: [{ name: 'web', image: 'nginx' }] };
const TEMPLATE: JsonObject = { metadata: { labels: { app: 'web' } }, spec: POD };

function found(apiVersion: string, kind: string, content: JsonObject): readonly Workload[] {
  return workloadsOf(kubeObject({ apiVersion, kind, metadata: { name: 'it' }, ...content }));
}

const places = (workloads: readonly Workload[]): readonly string[] => workloads.map(({ specPath }) => formatPath(specPath));

test.each<[string, string, JsonObject, string, Workload['role']]>([
  ['v1', 'Pod', { spec: POD }, 'spec', 'pod'],
  ['v1', 'PodTemplate', { template: TEMPLATE }, 'template.spec', 'controller'],
  ['v1', 'ReplicationController', { spec: { template: TEMPLATE } }, 'spec.template.spec', 'controller'],
  ['apps/v1', 'Deployment', { spec: { template: TEMPLATE } }, 'spec.template.spec', 'controller'],
  ['apps/v1beta2', 'StatefulSet', { spec: { template: TEMPLATE } }, 'spec.template.spec', 'controller'],
  ['extensions/v1beta1', 'DaemonSet', { spec: { template: TEMPLATE } }, 'spec.template.spec', 'controller'],
  ['apps/v1', 'ReplicaSet', { spec: { template: TEMPLATE } }, 'spec.template.spec', 'controller'],
  ['batch/v1', 'Job', { spec: { template: TEMPLATE } }, 'spec.template.spec', 'job'],
  [
    'batch/v1beta1',
    'CronJob',
    { spec: { jobTemplate: { spec: { template: TEMPLATE } } } },
    'spec.jobTemplate.spec.template.spec',
    'job',
  ],
  ['apps.openshift.io/v1', 'DeploymentConfig', { spec: { template: TEMPLATE } }, 'spec.template.spec', 'controller'],
  ['argoproj.io/v1alpha1', 'Rollout', { spec: { template: TEMPLATE } }, 'spec.template.spec', 'controller'],
  ['serving.knative.dev/v1', 'Service', { spec: { template: TEMPLATE } }, 'spec.template.spec', 'controller'],
  ['serving.knative.dev/v1', 'Revision', { spec: POD }, 'spec', 'controller'],
  ['keda.sh/v1alpha1', 'ScaledJob', { spec: { jobTargetRef: { template: TEMPLATE } } }, 'spec.jobTargetRef.template.spec', 'job'],
])('%s %s', (apiVersion, kind, content, specPath, role) => {
  const workloads = found(apiVersion, kind, content);
  expect(places(workloads)).toEqual([specPath]);
  expect(workloads[0]?.role).toBe(role);
  expect(workloads[0]?.spec).toBe(POD);
  expect(workloads[0]?.containers.map(({ path }) => formatPath(path))).toEqual([`${specPath}.containers[0]`]);
});

test('a kind may hold several', () => {
  const deployments = [{ name: 'a', spec: { template: TEMPLATE } }, 'wrong', { name: 'b', spec: { template: TEMPLATE } }];
  expect(
    places(found('operators.coreos.com/v1alpha1', 'ClusterServiceVersion', { spec: { install: { spec: { deployments } } } })),
  ).toEqual(['spec.install.spec.deployments[0].spec.template.spec', 'spec.install.spec.deployments[2].spec.template.spec']);
  const replicatedJobs = [{ name: 'a', template: { spec: { template: TEMPLATE } } }];
  const jobs = found('jobset.x-k8s.io/v1alpha2', 'JobSet', { spec: { replicatedJobs } });
  expect(places(jobs)).toEqual(['spec.replicatedJobs[0].template.spec.template.spec']);
  expect(jobs[0]?.role).toBe('job');
});

test("the metadata is the pod's own", () => {
  const [template] = found('apps/v1', 'Deployment', { spec: { template: TEMPLATE } });
  expect(template?.metadata).toEqual({ labels: { app: 'web' } });
  expect(template?.metadataPath).toEqual(['spec', 'template', 'metadata']);
  const [pod] = found('v1', 'Pod', { spec: POD });
  expect(pod?.metadata).toEqual({ name: 'it' });
  expect(pod?.metadataPath).toEqual(['metadata']);
  const [bare] = found('batch/v1', 'Job', { spec: { template: { spec: POD } } });
  expect(bare?.metadata).toBeUndefined();
});

test('containers are in the order of the API server, with their types', () => {
  const [workload] = found('v1', 'Pod', {
    spec: {
      ephemeralContainers: [{ name: 'debug' }],
      containers: [{ name: 'web' }, 'wrong', null, { image: 'no-name' }],
      initContainers: [
        { name: 'migrate' },
        { name: 'proxy', restartPolicy: 'Always' },
        { name: 'never', restartPolicy: 'Never' },
      ],
    },
  });
  expect(workload?.containers.map(({ type, name, path }) => [type, name, formatPath(path)])).toEqual([
    ['init', 'migrate', 'spec.initContainers[0]'],
    ['sidecar', 'proxy', 'spec.initContainers[1]'],
    ['init', 'never', 'spec.initContainers[2]'],
    ['regular', 'web', 'spec.containers[0]'],
    ['regular', '', 'spec.containers[3]'],
    ['ephemeral', 'debug', 'spec.ephemeralContainers[0]'],
  ]);
});

test.each<[string, string, JsonObject, readonly string[]]>([
  [
    'kubeflow.org/v1',
    'TFJob',
    { spec: { tfReplicaSpecs: { Worker: { template: TEMPLATE }, Chief: { template: TEMPLATE } } } },
    ['spec.tfReplicaSpecs.Worker.template.spec', 'spec.tfReplicaSpecs.Chief.template.spec'],
  ],
  ['agones.dev/v1', 'Fleet', { spec: { template: { spec: { template: TEMPLATE } } } }, ['spec.template.spec.template.spec']],
  [
    'ray.io/v1',
    'RayCluster',
    { spec: { workerGroupSpecs: [{ template: TEMPLATE }] } },
    ['spec.workerGroupSpecs[0].template.spec'],
  ],
  ['example.com/v1', 'Sandbox', { spec: { podTemplate: TEMPLATE } }, ['spec.podTemplate.spec']],
  [
    'example.com/v1',
    'Set',
    { spec: { leaderWorkerTemplate: { workerTemplate: TEMPLATE, leaderTemplate: TEMPLATE } } },
    ['spec.leaderWorkerTemplate.workerTemplate.spec', 'spec.leaderWorkerTemplate.leaderTemplate.spec'],
  ],
  [
    'example.com/v1',
    'Store',
    { spec: { podTemplates: [TEMPLATE, { spec: {} }, TEMPLATE] } },
    ['spec.podTemplates[0].spec', 'spec.podTemplates[2].spec'],
  ],
  [
    'example.com/v1',
    'Cron',
    { spec: { jobTemplate: { spec: { template: TEMPLATE } } } },
    ['spec.jobTemplate.spec.template.spec'],
  ],
])('%s %s is found by its shape', (apiVersion, kind, content, expected) => {
  expect(places(found(apiVersion, kind, content))).toEqual(expected);
});

test('a kind that nobody knows runs to its end where its name says so', () => {
  const role = (kind: string): string | undefined => found('example.com/v1', kind, { spec: { template: TEMPLATE } })[0]?.role;
  expect(role('MPIJob')).toBe('job');
  expect(role('Widget')).toBe('controller');
});

test.each<[string, JsonObject]>([
  ['no template', { spec: { pod: TEMPLATE } }],
  ['no spec', { spec: { template: POD } }],
  ['no containers', { spec: { template: { spec: { containers: [] } } } }],
  ['a container without a name', { spec: { template: { spec: { containers: [{ name: 'a' }, { image: 'nginx' }] } } } }],
  ['containers that are no maps', { spec: { template: { spec: { containers: ['a'] } } } }],
  ['containers as a map', { spec: { template: { spec: { containers: { web: { image: 'nginx' } } } } } }],
  ['in the status', { status: { template: TEMPLATE } }],
  ['in the values of a chart', { spec: { values: { template: TEMPLATE } } }],
  ['in a patch', { spec: { patches: [{ template: TEMPLATE }], podPatch: { template: TEMPLATE } } }],
  ['in an override', { spec: { override: { statefulSet: { spec: { template: TEMPLATE } } } } }],
])('no pod template of an unknown kind: %s', (_name, content) => {
  expect(found('example.com/v1', 'Widget', content)).toEqual([]);
});

const DEEP: JsonObject = {
  spec: { rules: [{ validate: { pattern: { spec: { template: TEMPLATE } } } }], template: TEMPLATE, ...POD },
};

test.each([
  ['kyverno.io/v1', 'ClusterPolicy'],
  ['policies.kyverno.io/v1alpha1', 'ImageVerification'],
  ['chainsaw.kyverno.io/v1alpha1', 'Test'],
  ['constraints.gatekeeper.sh/v1beta1', 'K8sRequired'],
  ['templates.gatekeeper.sh/v1', 'ConstraintTemplate'],
  ['mutations.gatekeeper.sh/v1', 'Assign'],
  ['policies.kubewarden.io/v1', 'AdmissionGroup'],
  ['policy.open-cluster-management.io/v1', 'Config'],
  ['example.com/v1', 'ConfigurationPolicy'],
  ['admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy'],
  ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
  ['v1', 'ConfigMap'],
  ['v1', 'Secret'],
  ['apps/v1', 'Pod'],
  ['v1', 'Deployment'],
  ['monitoring.coreos.com/v1', 'Prometheus'],
  ['monitoring.coreos.com/v1', 'Alertmanager'],
  ['grafana.integreatly.org/v1beta1', 'Grafana'],
  ['elasticsearch.k8s.elastic.co/v1', 'Elasticsearch'],
  ['sparkoperator.k8s.io/v1beta2', 'SparkApplication'],
  ['helm.toolkit.fluxcd.io/v2', 'HelmRelease'],
  ['kustomize.toolkit.fluxcd.io/v1', 'Kustomization'],
  ['template.openshift.io/v1', 'Template'],
])('%s %s holds no workload', (apiVersion, kind) => {
  expect(found(apiVersion, kind, DEEP)).toEqual([]);
});

test('a domain that only ends alike is another', () => {
  expect(found('notkyverno.io/v1', 'Widget', DEEP)).toHaveLength(1);
});

test.each<Json>([
  undefined as unknown as null,
  null,
  'text',
  1,
  true,
  [],
  {},
  [POD],
  { template: 'x' },
  { template: { spec: [] } },
])('a spec of the wrong type is no workload: %j', (spec) => {
  for (const [apiVersion, kind] of [
    ['v1', 'Pod'],
    ['apps/v1', 'Deployment'],
    ['batch/v1', 'CronJob'],
    ['example.com/v1', 'Widget'],
  ] as const) {
    const workloads = found(apiVersion, kind, { spec });
    expect(workloads.flatMap(({ containers }) => containers)).toEqual([]);
  }
});

test('containers of the wrong type are none', () => {
  for (const containers of ['text', { web: {} }, 1, null]) {
    const [workload] = found('v1', 'Pod', { spec: { containers, initContainers: containers, ephemeralContainers: containers } });
    expect(workload?.containers).toEqual([]);
  }
});

test('nesting without end is given up', () => {
  let content: JsonObject = TEMPLATE;
  for (let depth = 0; depth < 100_000; depth++) content = { template: content };
  expect(found('example.com/v1', 'Widget', { spec: content })).toEqual([]);
});

test('a field of the pod stands below its spec', () => {
  const [workload] = found('apps/v1', 'Deployment', { spec: { template: TEMPLATE } });
  expect(workload && podFieldPath(workload, 'volumes', 0, 'hostPath')).toEqual([
    'spec',
    'template',
    'spec',
    'volumes',
    0,
    'hostPath',
  ]);
});
