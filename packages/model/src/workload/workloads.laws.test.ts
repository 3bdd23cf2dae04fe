import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits } from '../apply-edits.ts';
import { effectiveField, podOs } from '../effective/security-context.ts';
import { effectiveResources } from '../effective/resources.ts';
import { tokenAutomount } from '../effective/service-account.ts';
import { Inventory } from '../inventory/inventory.ts';
import { isArray, isObject, valueAt, type Json, type JsonObject } from '../json.ts';
import { kubeObject } from '../kube-object.ts';
import type { Path } from '../path.ts';
import { workloadsOf } from './workloads.ts';

const CONTAINER = {
  name: 'web',
  image: 'nginx',
  securityContext: { runAsUser: 1, windowsOptions: { runAsUserName: 'a' } },
  resources: { limits: { cpu: '1' }, requests: { cpu: 1 } },
};
const POD = {
  os: { name: 'linux' },
  serviceAccountName: 'web',
  automountServiceAccountToken: true,
  securityContext: { runAsUser: 5, windowsOptions: { runAsUserName: 'b' } },
  volumes: [{ name: 'a' }],
  resources: { limits: { cpu: '1' } },
  initContainers: [{ ...CONTAINER, restartPolicy: 'Always' }],
  containers: [{ name: 'bare' }, CONTAINER],
};
const TEMPLATE = { template: { metadata: { labels: { app: 'web' } }, spec: POD } };
const WORKFLOW = {
  ...POD,
  templateDefaults: { ...POD, container: CONTAINER },
  podMetadata: { labels: { app: 'web' } },
  templates: [
    { ...POD, container: CONTAINER, sidecars: [CONTAINER] },
    { script: CONTAINER, containerSet: { containers: [CONTAINER] }, metadata: { labels: {} } },
    { dag: { tasks: [{ inline: { container: CONTAINER } }] }, steps: [[{ inline: { container: CONTAINER } }]] },
  ],
};
const TASK = { steps: [CONTAINER, { name: 'bare' }], sidecars: [CONTAINER], stepTemplate: CONTAINER, volumes: [{ name: 'b' }] };
const RUN = { podTemplate: POD, serviceAccountName: 'web' };

const SAMPLES: readonly JsonObject[] = [
  { apiVersion: 'v1', kind: 'Pod', spec: POD },
  { apiVersion: 'batch/v1', kind: 'CronJob', spec: { jobTemplate: { spec: TEMPLATE } } },
  { apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow', spec: WORKFLOW },
  { apiVersion: 'argoproj.io/v1alpha1', kind: 'CronWorkflow', spec: { workflowSpec: WORKFLOW } },
  { apiVersion: 'tekton.dev/v1', kind: 'Task', spec: TASK },
  { apiVersion: 'tekton.dev/v1', kind: 'TaskRun', spec: { taskSpec: TASK, ...RUN } },
  {
    apiVersion: 'tekton.dev/v1',
    kind: 'PipelineRun',
    spec: { pipelineSpec: { tasks: [{ taskSpec: TASK }] }, taskRunTemplate: RUN },
  },
  { apiVersion: 'jobset.x-k8s.io/v1', kind: 'JobSet', spec: { replicatedJobs: [{ template: { spec: TEMPLATE } }] } },
  { apiVersion: 'example.com/v1', kind: 'Widget', spec: { podTemplates: [TEMPLATE.template], deep: [TEMPLATE] } },
];

function pathsIn(value: Json | undefined, path: Path = []): readonly Path[] {
  const steps: Path = isArray(value) ? [...value.keys()] : isObject(value) ? Object.keys(value) : [];
  return [path, ...steps.flatMap((step) => pathsIn(valueAt(value, [step]), [...path, step]))];
}

const junk = fc.oneof(
  fc.constantFrom<Json>(null, true, 'text', '', 0, 5n, [], {}, [null], ['text'], { '*': [] }),
  fc.constant(JSON.parse('{"__proto__": {"name": "x"}, "constructor": [1]}') as Json),
);
/** Manifests in which up to two values are replaced by what does not belong there. */
const spoilt = fc.constantFrom(...SAMPLES).chain((sample) => {
  const paths = pathsIn(sample['spec'], ['spec']);
  const edit = fc.record({ op: fc.constant('set' as const), path: fc.constantFrom(...paths), value: junk });
  return fc.array(edit, { maxLength: 2 }).map((edits) => applyEdits(sample, edits) as JsonObject);
});

test.each(SAMPLES.map((sample) => [sample['kind'], sample] as const))(
  'a %s that is right has workloads with containers',
  (_kind, sample) => {
    const workloads = workloadsOf(kubeObject(sample));
    expect(workloads.length).toBeGreaterThan(0);
    for (const { containers } of workloads) expect(containers.length).toBeGreaterThan(0);
  },
);

test('whatever stands in a manifest, reading it does not throw, and every path leads to what it names', () => {
  fc.assert(
    fc.property(spoilt, (manifest) => {
      const object = kubeObject(manifest);
      const scope = Inventory.of([object]).scopeOf(object);
      for (const workload of workloadsOf(object)) {
        expect(['linux', 'windows', undefined]).toContain(podOs(workload));
        const token = tokenAutomount(workload, scope);
        expect(token.decidedBy === 'pod' ? valueAt(manifest, token.path) : undefined).toBe(
          token.decidedBy === 'pod' ? workload.spec[String(token.path.at(-1))] : undefined,
        );
        for (const container of workload.containers) {
          expect(isObject(valueAt(manifest, container.path))).toBe(true);
          const { pod } = effectiveResources(workload, container, scope);
          for (const { path, value } of Object.values(pod.limits)) expect(valueAt(manifest, path)).toBe(value);
          const field = effectiveField(workload, container, 'runAsUser');
          const found = valueAt(manifest, field.path) ?? undefined;
          expect(field.from === 'pod' ? found : field.value).toEqual(field.value);
        }
      }
    }),
    { numRuns: 1000 },
  );
});
