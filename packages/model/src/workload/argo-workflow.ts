import { isObject, member, objectAt, stringAt, type Json, type JsonObject } from '../json.ts';
import type { KubeObject } from '../kube-object.ts';
import { layeredPod, sameNames } from './layered-pod.ts';
import { expandPattern } from './path-pattern.ts';
import type { Path } from '../path.ts';
import { containersIn, initType, overDefaults } from './pod-containers.ts';
import type { Container, Workload } from './workload.ts';

/** What a template says of its pod; the workflow says it for all templates that do not. */
const TEMPLATE_NAMES: ReadonlyMap<string, string> = new Map([
  ...sameNames([
    'affinity',
    'automountServiceAccountToken',
    'hostAliases',
    'nodeSelector',
    'priorityClassName',
    'resourceClaims',
    'schedulerName',
    'securityContext',
    'serviceAccountName',
    'tolerations',
  ]),
  ['resources', 'podResources'],
]);
const WORKFLOW_NAMES: ReadonlyMap<string, string> = new Map([
  ...TEMPLATE_NAMES,
  ...sameNames(['dnsConfig', 'dnsPolicy', 'hostNetwork', 'imagePullSecrets']),
  ['priorityClassName', 'podPriorityClassName'],
]);

/** Where each kind has its workflow. */
const SPECS: ReadonlyMap<string, Path> = new Map<string, Path>([
  ['Workflow', ['spec']],
  ['WorkflowTemplate', ['spec']],
  ['ClusterWorkflowTemplate', ['spec']],
  ['CronWorkflow', ['spec', 'workflowSpec']],
]);

export function isArgoWorkflow(group: string, kind: string): boolean {
  return group === 'argoproj.io' && SPECS.has(kind);
}

/** A template is an item of `templates`, or stands in the step or task that uses it. */
const TEMPLATES: readonly Path[] = [['*'], ['*', 'dag', 'tasks', '*', 'inline'], ['*', 'steps', '*', '*', 'inline']];

/**
 * The pods of an Argo workflow, one for each template that runs containers. Their pod spec is put together as the workflow
 * controller does it: the template over `templateDefaults` over the workflow
 * (argoproj/argo-workflows, workflow/controller/workflowpod.go).
 */
export function argoWorkloadsOf(object: KubeObject): readonly Workload[] {
  const specPath = SPECS.get(object.kind) ?? ['spec'];
  const workflow = objectAt(object.value, ...specPath);
  if (workflow === undefined) return [];
  return TEMPLATES.flatMap((pattern) => expandPattern(object.value, [...specPath, 'templates', ...pattern])).flatMap((path) => {
    const template = objectAt(object.value, ...path);
    const workload = template === undefined ? undefined : podOf(object, { workflow, specPath, template, path });
    return workload === undefined ? [] : [workload];
  });
}

interface Place {
  readonly workflow: JsonObject;
  readonly specPath: Path;
  readonly template: JsonObject;
  readonly path: Path;
}

function podOf(object: KubeObject, place: Place): Workload | undefined {
  const { workflow, specPath, template, path } = place;
  const defaults = objectAt(workflow, 'templateDefaults');
  const containers = templateContainers(template, path, defaults);
  if (containers.length === 0) return undefined;
  const { spec, elsewhere } = layeredPod(
    [
      { value: template, path, names: TEMPLATE_NAMES },
      { value: defaults, path: [...specPath, 'templateDefaults'], names: TEMPLATE_NAMES },
      { value: workflow, path: specPath, names: WORKFLOW_NAMES },
    ],
    specPath,
  );
  const valuesOf = (init: boolean): readonly JsonObject[] =>
    containers.filter(({ type }) => (type !== 'regular') === init).map(({ value }) => value);
  return {
    object,
    metadata: metadataOf(template, workflow),
    metadataPath:
      isObject(template['metadata']) || !isObject(workflow['podMetadata']) ? [...path, 'metadata'] : [...specPath, 'podMetadata'],
    spec: { ...spec, initContainers: valuesOf(true), containers: valuesOf(false) },
    specPath,
    containers,
    role: 'job',
    elsewhere,
    open: openOf(object.kind, [template, defaults, workflow]),
  };
}

/** Argo gives the container of `container` and of `script` the name `main`. */
function templateContainers(template: JsonObject, path: Path, defaults: JsonObject | undefined): readonly Container[] {
  const main = ['container', 'script'].flatMap((field): readonly Container[] => {
    const value = objectAt(template, field);
    if (value === undefined) return [];
    return [overDefaults({ type: 'regular', name: 'main', value, path: [...path, field] }, objectAt(defaults, field))];
  });
  const regular = (): 'regular' => 'regular';
  return [
    ...containersIn(template, path, 'initContainers', initType),
    ...main,
    ...containersIn(member(template, 'containerSet'), [...path, 'containerSet'], 'containers', regular),
    ...containersIn(template, path, 'sidecars', regular),
  ];
}

function metadataOf(template: JsonObject, workflow: JsonObject): Json | undefined {
  const own = objectAt(template, 'metadata');
  const shared = objectAt(workflow, 'podMetadata');
  if (own === undefined || shared === undefined) return own ?? shared;
  const both = (field: string): JsonObject => ({ ...objectAt(shared, field), ...objectAt(own, field) });
  return { labels: both('labels'), annotations: both('annotations') };
}

function openOf(kind: string, layers: readonly (JsonObject | undefined)[]): string | undefined {
  if (layers.some((layer) => Boolean(stringAt(layer, 'podSpecPatch')))) return 'its podSpecPatch changes the pod when it is made';
  if (kind.endsWith('Template')) return 'the workflow that uses the template decides what the template leaves out';
  const uses = layers.some((layer) => objectAt(layer, 'workflowTemplateRef') !== undefined);
  return uses ? 'the template that it refers to decides what the workflow leaves out' : undefined;
}
