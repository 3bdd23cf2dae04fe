import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { kubeObject } from '../kube-object.ts';
import { formatPath } from '../path.ts';
import { podFieldPath } from './pod-field-path.ts';
import type { Workload } from './workload.ts';
import { workloadsOf } from './workloads.ts';

function found(kind: string, spec: JsonObject): readonly Workload[] {
  return workloadsOf(kubeObject({ apiVersion: 'tekton.dev/v1', kind, metadata: { name: 'it' }, spec }));
}

const STEPS = { steps: [{ name: 'build', image: 'golang' }] };
const paths = (workloads: readonly Workload[]): readonly string[] =>
  workloads.flatMap(({ containers }) => containers.map(({ path }) => formatPath(path)));

test('the steps and sidecars of a task are the containers of a pod', () => {
  const workloads = found('Task', {
    steps: [{ name: 'build', image: 'golang' }, { name: 'shared', ref: { name: 'action' } }, 'wrong', { image: 'alpine' }],
    sidecars: [{ name: 'docker', image: 'docker' }],
    volumes: [{ name: 'cache' }],
  });
  expect(workloads).toHaveLength(1);
  expect(paths(workloads)).toEqual(['spec.steps[0]', 'spec.steps[3]', 'spec.sidecars[0]']);
  expect(workloads[0]?.spec['volumes']).toEqual([{ name: 'cache' }]);
  expect(workloads[0]?.role).toBe('job');
  expect(workloads[0] && podFieldPath(workloads[0], 'volumes', 0)).toEqual(['spec', 'volumes', 0]);
});

test('stepTemplate holds for steps, and not for sidecars', () => {
  const [workload] = found('Task', {
    stepTemplate: { image: 'alpine', securityContext: { runAsUser: 1, privileged: false } },
    steps: [{ name: 'build', securityContext: { runAsUser: 5 } }],
    sidecars: [{ name: 'docker', image: 'docker' }],
  });
  expect(workload?.containers.map(({ value }) => value)).toEqual([
    { name: 'build', image: 'alpine', securityContext: { runAsUser: 5, privileged: false } },
    { name: 'docker', image: 'docker' },
  ]);
});

test('what a task leaves out is decided by its run', () => {
  expect(found('Task', STEPS)[0]?.open).toBe('the run of the Task decides what its pod is like');
  expect(found('ClusterTask', STEPS)[0]?.open).toBe('the run of the ClusterTask decides what its pod is like');
  expect(found('Pipeline', { tasks: [{ taskSpec: STEPS }] })[0]?.open).toContain('Pipeline');
  expect(found('TaskRun', { taskSpec: STEPS })[0]?.open).toBeUndefined();
});

test('a run says what its pod is like', () => {
  const [workload] = found('TaskRun', {
    serviceAccountName: 'builder',
    podTemplate: { securityContext: { runAsNonRoot: true }, volumes: [{ name: 'a' }] },
    taskSpec: { ...STEPS, volumes: [{ name: 'b' }] },
  });
  expect(workload?.spec).toMatchObject({
    serviceAccountName: 'builder',
    securityContext: { runAsNonRoot: true },
    volumes: [{ name: 'a' }, { name: 'b' }],
  });
  const at = (field: string, ...below: (string | number)[]): string | undefined =>
    workload && formatPath(podFieldPath(workload, field, ...below));
  expect(at('serviceAccountName')).toBe('spec.serviceAccountName');
  expect(at('securityContext', 'runAsNonRoot')).toBe('spec.podTemplate.securityContext.runAsNonRoot');
  expect(at('volumes', 0)).toBe('spec.podTemplate.volumes[0]');
  expect(at('volumes', 1)).toBe('spec.taskSpec.volumes[0]');
  expect(at('automountServiceAccountToken')).toBe('spec.podTemplate.automountServiceAccountToken');
});

test('a pipeline has a pod for each task that it describes itself', () => {
  const tasks = [
    { name: 'a', taskRef: { name: 'x' } },
    { name: 'b', taskSpec: STEPS },
  ];
  const pipeline = { tasks, finally: [{ name: 'c', taskSpec: STEPS }] };
  expect(paths(found('Pipeline', pipeline))).toEqual(['spec.tasks[1].taskSpec.steps[0]', 'spec.finally[0].taskSpec.steps[0]']);
  const runs = found('PipelineRun', { pipelineSpec: pipeline, taskRunTemplate: { serviceAccountName: 'builder' } });
  expect(paths(runs)).toEqual(['spec.pipelineSpec.tasks[1].taskSpec.steps[0]', 'spec.pipelineSpec.finally[0].taskSpec.steps[0]']);
  expect(runs.map(({ spec }) => spec['serviceAccountName'])).toEqual(['builder', 'builder']);
  expect(runs[0]?.open).toBeUndefined();
  const varied = found('PipelineRun', {
    pipelineSpec: pipeline,
    serviceAccountName: 'old',
    taskRunSpecs: [{ pipelineTaskName: 'a' }],
  });
  expect(varied[0]?.spec['serviceAccountName']).toBe('old');
  expect(varied[0]?.open).toContain('taskRunSpecs');
});

test('what has no steps of its own is no workload', () => {
  expect(found('Task', {})).toEqual([]);
  expect(found('Task', { steps: 'text' })).toEqual([]);
  expect(found('TaskRun', { taskRef: { name: 'x' } })).toEqual([]);
  expect(found('StepAction', { image: 'alpine' })).toEqual([]);
});
