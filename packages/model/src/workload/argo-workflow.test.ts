import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { kubeObject } from '../kube-object.ts';
import { formatPath } from '../path.ts';
import { podFieldPath } from './pod-field-path.ts';
import type { Workload } from './workload.ts';
import { workloadsOf } from './workloads.ts';

function found(spec: JsonObject, kind = 'Workflow'): readonly Workload[] {
  return workloadsOf(kubeObject({ apiVersion: 'argoproj.io/v1alpha1', kind, metadata: { name: 'it' }, spec }));
}

const containers = (workload: Workload | undefined): readonly (readonly [string, string, string])[] | undefined =>
  workload?.containers.map(({ type, name, path }) => [type, name, formatPath(path)] as const);

const MAIN = { image: 'alpine' };

test('every template that runs containers is a pod', () => {
  const workloads = found({
    templates: [
      { name: 'dag', dag: { tasks: [{ name: 'a', template: 'one' }] } },
      { name: 'one', container: MAIN },
      { name: 'two', script: { ...MAIN, source: 'echo' } },
      { name: 'stop', suspend: {} },
      'wrong',
      {
        name: 'all',
        initContainers: [{ name: 'first', ...MAIN }],
        containerSet: {
          containers: [
            { name: 'a', ...MAIN },
            { name: 'b', ...MAIN },
          ],
        },
        sidecars: [{ name: 'side', ...MAIN }],
      },
    ],
  });
  expect(workloads.map(containers)).toEqual([
    [['regular', 'main', 'spec.templates[1].container']],
    [['regular', 'main', 'spec.templates[2].script']],
    [
      ['init', 'first', 'spec.templates[5].initContainers[0]'],
      ['regular', 'a', 'spec.templates[5].containerSet.containers[0]'],
      ['regular', 'b', 'spec.templates[5].containerSet.containers[1]'],
      ['regular', 'side', 'spec.templates[5].sidecars[0]'],
    ],
  ]);
  expect(workloads.map(({ role }) => role)).toEqual(['job', 'job', 'job']);
});

test('a template may stand in the step or task that uses it', () => {
  const workloads = found({
    templates: [
      { name: 'dag', dag: { tasks: [{ name: 'a', inline: { container: MAIN } }] } },
      { name: 'steps', steps: [[{ name: 'b', inline: { container: MAIN } }]] },
    ],
  });
  expect(workloads.flatMap((workload) => containers(workload)?.map(([, , path]) => path))).toEqual([
    'spec.templates[0].dag.tasks[0].inline.container',
    'spec.templates[1].steps[0][0].inline.container',
  ]);
});

test('the pod is that of the template over its defaults over the workflow, and each field is where it stands', () => {
  const [workload] = found({
    hostNetwork: true,
    serviceAccountName: 'workflow',
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true },
    podResources: { limits: { cpu: '1' } },
    volumes: [{ name: 'a' }],
    templateDefaults: { serviceAccountName: 'defaults', securityContext: { runAsUser: 1 } },
    templates: [{ name: 'one', container: MAIN, securityContext: { runAsUser: 5 }, volumes: [{ name: 'b' }] }],
  });
  expect(workload?.specPath).toEqual(['spec']);
  expect(workload?.spec).toEqual({
    hostNetwork: true,
    serviceAccountName: 'defaults',
    automountServiceAccountToken: false,
    securityContext: { runAsUser: 5 },
    resources: { limits: { cpu: '1' } },
    volumes: [{ name: 'a' }, { name: 'b' }],
    initContainers: [],
    containers: [MAIN],
  });
  const at = (field: string, ...below: (string | number)[]): string | undefined =>
    workload && formatPath(podFieldPath(workload, field, ...below));
  expect(at('hostNetwork')).toBe('spec.hostNetwork');
  expect(at('serviceAccountName')).toBe('spec.templateDefaults.serviceAccountName');
  expect(at('securityContext', 'runAsUser')).toBe('spec.templates[0].securityContext.runAsUser');
  expect(at('resources', 'limits', 'cpu')).toBe('spec.podResources.limits.cpu');
  expect(at('volumes', 0, 'name')).toBe('spec.volumes[0].name');
  expect(at('volumes', 1, 'name')).toBe('spec.templates[0].volumes[0].name');
  expect(at('hostPID')).toBe('spec.hostPID');
});

test('null counts as unset', () => {
  const [workload] = found({ serviceAccountName: 'all', templates: [{ container: MAIN, serviceAccountName: null }] });
  expect(workload?.spec['serviceAccountName']).toBe('all');
});

test('templateDefaults hold for the container too', () => {
  const [workload] = found({
    templateDefaults: { container: { securityContext: { privileged: false, runAsUser: 1 }, env: [{ name: 'A' }] } },
    templates: [{ name: 'one', container: { ...MAIN, securityContext: { runAsUser: 5 } } }],
  });
  expect(workload?.containers[0]?.value).toEqual({
    image: 'alpine',
    env: [{ name: 'A' }],
    securityContext: { privileged: false, runAsUser: 5 },
  });
});

test("a pod's labels are those of its template over those of the workflow", () => {
  const [both, shared] = found({
    podMetadata: { labels: { app: 'all', tier: 'x' } },
    templates: [
      { name: 'one', container: MAIN, metadata: { labels: { app: 'one' } } },
      { name: 'two', container: MAIN },
    ],
  });
  expect(both?.metadata).toEqual({ labels: { app: 'one', tier: 'x' }, annotations: {} });
  expect(both?.metadataPath).toEqual(['spec', 'templates', 0, 'metadata']);
  expect(shared?.metadata).toEqual({ labels: { app: 'all', tier: 'x' } });
  expect(shared?.metadataPath).toEqual(['spec', 'podMetadata']);
});

test('a CronWorkflow has its workflow below workflowSpec', () => {
  const [workload] = found({ schedule: '* * * * *', workflowSpec: { templates: [{ container: MAIN }] } }, 'CronWorkflow');
  expect(workload?.specPath).toEqual(['spec', 'workflowSpec']);
  expect(containers(workload)).toEqual([['regular', 'main', 'spec.workflowSpec.templates[0].container']]);
});

test('where others decide what the pod is like, it is open', () => {
  const template = { name: 'one', container: MAIN };
  expect(found({ templates: [template] })[0]?.open).toBeUndefined();
  expect(found({ templates: [template] }, 'WorkflowTemplate')[0]?.open).toContain('the workflow that uses the template');
  expect(found({ templates: [template] }, 'ClusterWorkflowTemplate')[0]?.open).toContain('the workflow that uses the template');
  expect(found({ templates: [template], workflowTemplateRef: { name: 'x' } })[0]?.open).toContain(
    'the template that it refers to',
  );
  expect(found({ templates: [{ ...template, podSpecPatch: '{}' }] })[0]?.open).toContain('podSpecPatch');
  expect(found({ templates: [template], podSpecPatch: '{}' })[0]?.open).toContain('podSpecPatch');
});

test('other kinds of the group have no templates of this form', () => {
  expect(found({ templates: [{ container: MAIN }] }, 'Application')).toEqual([]);
  expect(found({ templates: [{ container: MAIN }] }, 'WorkflowEventBinding')).toHaveLength(0);
});
