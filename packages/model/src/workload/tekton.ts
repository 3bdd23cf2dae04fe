import { isObject, listAt, member, objectAt, valueAt, type JsonObject } from '../json.ts';
import type { KubeObject } from '../kube-object.ts';
import { layeredPod, sameNames, type PodLayer } from './layered-pod.ts';
import { expandPattern } from './path-pattern.ts';
import type { Path } from '../path.ts';
import { containersIn, overDefaults } from './pod-containers.ts';
import type { Container, Workload } from './workload.ts';

/** What a run's `podTemplate` can say: pipeline/pod/template.go in tektoncd/pipeline, pkg/apis. */
const POD_TEMPLATE_NAMES: ReadonlyMap<string, string> = sameNames([
  'affinity',
  'automountServiceAccountToken',
  'dnsConfig',
  'dnsPolicy',
  'enableServiceLinks',
  'hostAliases',
  'hostNetwork',
  'hostUsers',
  'imagePullSecrets',
  'nodeSelector',
  'priorityClassName',
  'runtimeClassName',
  'schedulerName',
  'securityContext',
  'tolerations',
  'topologySpreadConstraints',
]);
const ACCOUNT: ReadonlyMap<string, string> = sameNames(['serviceAccountName']);
const NOTHING: ReadonlyMap<string, string> = new Map();

interface TektonKind {
  readonly tasks: readonly Path[];
  /** Where a run says what its pods are like; the first that is there. Kinds without leave that to their runs. */
  readonly runs: readonly Path[];
}

const TASK: TektonKind = { tasks: [['spec']], runs: [] };
const inPipeline = (path: Path): readonly Path[] => [
  [...path, 'tasks', '*', 'taskSpec'],
  [...path, 'finally', '*', 'taskSpec'],
];

const KINDS: ReadonlyMap<string, TektonKind> = new Map<string, TektonKind>([
  ['ClusterTask', TASK],
  ['Task', TASK],
  ['Pipeline', { tasks: inPipeline(['spec']), runs: [] }],
  ['TaskRun', { tasks: [['spec', 'taskSpec']], runs: [['spec']] }],
  ['PipelineRun', { tasks: inPipeline(['spec', 'pipelineSpec']), runs: [['spec', 'taskRunTemplate'], ['spec']] }],
]);

/** The pods of Tekton's tasks, one for each task: its steps and sidecars are containers, `stepTemplate` has the steps' defaults. */
export function tektonWorkloadsOf(object: KubeObject): readonly Workload[] {
  const kind = KINDS.get(object.kind);
  if (kind === undefined) return [];
  const run = kind.runs.find((path) => objectAt(object.value, ...path) !== undefined);
  return kind.tasks
    .flatMap((pattern) => expandPattern(object.value, pattern))
    .flatMap((path) => {
      const task = objectAt(object.value, ...path);
      return task === undefined ? [] : podOf(object, task, path, run);
    });
}

function podOf(object: KubeObject, task: JsonObject, path: Path, run: Path | undefined): readonly Workload[] {
  const containers = containersOfTask(task, path);
  if (containers.length === 0) return [];
  const specPath = run === undefined ? path : [...run, 'podTemplate'];
  const { spec, elsewhere } = layeredPod([{ value: task, path, names: NOTHING }, ...runLayers(object, run)], specPath);
  const metadataPath = [...path, 'metadata'];
  return [
    {
      object,
      metadata: objectAt(object.value, ...metadataPath),
      metadataPath,
      spec: { ...spec, containers: containers.map(({ value }) => value) },
      specPath,
      containers,
      role: 'job',
      elsewhere,
      open: openOf(object, run),
    },
  ];
}

function runLayers(object: KubeObject, run: Path | undefined): readonly PodLayer[] {
  if (run === undefined) return [];
  const podTemplate = [...run, 'podTemplate'];
  return [
    { value: valueAt(object.value, podTemplate), path: podTemplate, names: POD_TEMPLATE_NAMES },
    // A run has `volumes` nowhere but in its podTemplate, so that the layer of the run itself adds none.
    { value: { serviceAccountName: valueAt(object.value, [...run, 'serviceAccountName']) }, path: run, names: ACCOUNT },
  ];
}

/** A step that refers to a StepAction has its image and its security context there. */
function containersOfTask(task: JsonObject, path: Path): readonly Container[] {
  const regular = (): 'regular' => 'regular';
  const steps = containersIn(task, path, 'steps', regular).filter(({ value }) => !isObject(member(value, 'ref')));
  const defaults = objectAt(task, 'stepTemplate');
  return [...steps.map((step) => overDefaults(step, defaults)), ...containersIn(task, path, 'sidecars', regular)];
}

function openOf(object: KubeObject, run: Path | undefined): string | undefined {
  if (run === undefined) return `the run of the ${object.kind} decides what its pod is like`;
  return listAt(object.value, 'spec', 'taskRunSpecs').length > 0 ? 'its taskRunSpecs change the pods of some tasks' : undefined;
}
