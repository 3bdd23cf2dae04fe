import {
  compareQuantities,
  effectiveResources,
  parseQuantity,
  refOf,
  set,
  valueAt,
  type Hazard,
  type Container,
  type Path,
  type Quantity,
  type ResourceAmount,
} from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { nameOf, shown } from '../wording.ts';

const control: Control = defineControl({
  id: 'resources/out-of-range',
  subject: 'workload',
  title: 'Limits and requests are within what the organisation allows',
  severity: 'low',
  offByDefault: 'it needs its bounds as parameters',
  remediation: 'Set the limit or the request to an amount within the range that the configuration gives',
  parameters: {
    'cpu-request-min': { default: '', description: 'The least CPU request of a container, such as 500m; empty for none' },
    'cpu-request-max': { default: '', description: 'The most CPU request of a container, such as 500m; empty for none' },
    'cpu-limit-min': { default: '', description: 'The least CPU limit of a container, such as 500m; empty for none' },
    'cpu-limit-max': { default: '', description: 'The most CPU limit of a container, such as 500m; empty for none' },
    'memory-request-min': { default: '', description: 'The least memory request of a container, such as 256Mi; empty for none' },
    'memory-request-max': { default: '', description: 'The most memory request of a container, such as 256Mi; empty for none' },
    'memory-limit-min': { default: '', description: 'The least memory limit of a container, such as 256Mi; empty for none' },
    'memory-limit-max': { default: '', description: 'The most memory limit of a container, such as 256Mi; empty for none' },
  },
  reads: [{ group: '', kind: 'LimitRange' }],

  check(workload, context) {
    const bounds = BOUNDS.filter(({ parameter }) => context.parameter(parameter) !== '');
    if (bounds.length === 0 || workload.open !== undefined) return NOTHING;
    const outcomes: Outcome[] = [];
    for (const container of workload.containers) {
      if (container.type === 'ephemeral') continue;
      const found = effectiveResources(workload, container, context.scope);
      for (const bound of bounds) {
        const amount = Object.hasOwn(found[bound.field], bound.resource) ? found[bound.field][bound.resource] : undefined;
        if (amount === undefined) continue;
        const outcome = judge(amount, { ...bound, container, text: context.parameter(bound.parameter) });
        if (outcome !== undefined) outcomes.push(outcome);
      }
    }
    return outcomes;
  },

  why: `An organisation that knows its nodes knows what no container needs: a request that no node can hold, a limit that takes a whole one.
Whoever may create pods could otherwise take what the others have paid for.`,
  details: `Nothing is judged until a bound is given, as a quantity (500m, 2Gi). What counts is what the container runs with, so that a default of
a LimitRange is judged as well. What is not set is another control's. A bound that is no quantity makes the verdict unknown.`,
  references: [
    'https://kubernetes.io/docs/concepts/policy/limit-range/',
    'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
  ],
  requirements: {},
  aliases: { kubescape: ['C-0004', 'C-0050'] },

  examples: {
    fails: [
      {
        name: 'more than the most, less than the least',
        parameters: { 'memory-limit-max': '2Gi', 'cpu-request-min': '50m' },
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: nginx:1.29
          resources:
            limits: {memory: 4Gi}
            requests: {cpu: 10m, memory: 128Mi}
`,
        at: [
          'spec.template.spec.containers[0].resources.limits.memory',
          'spec.template.spec.containers[0].resources.requests.cpu',
        ],
      },
    ],
    passes: [
      {
        name: 'within the bounds, and what is not set',
        parameters: { 'memory-limit-max': '2Gi', 'cpu-limit-max': '2' },
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: nginx:1.29
          resources:
            limits: {memory: 2048Mi}
`,
      },
      {
        name: 'a bound that is no quantity',
        parameters: { 'memory-limit-max': 'much' },
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      resources:
        limits: {memory: 2Gi}
`,
        unknown: ['the parameter memory-limit-max is "much", which is no quantity'],
      },
      {
        name: 'no bounds',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      resources:
        limits: {memory: 900Gi}
`,
      },
    ],
  },
});

export default control;

interface Bound {
  readonly parameter: `${'cpu' | 'memory'}-${'request' | 'limit'}-${'min' | 'max'}`;
  readonly field: 'limits' | 'requests';
  readonly resource: 'cpu' | 'memory';
  readonly isMost: boolean;
}

const BOUNDS: readonly Bound[] = (['cpu', 'memory'] as const).flatMap((resource) =>
  (['request', 'limit'] as const).flatMap((field) =>
    (['min', 'max'] as const).map((end) => ({
      parameter: `${resource}-${field}-${end}` as const,
      field: `${field}s` as const,
      resource,
      isMost: end === 'max',
    })),
  ),
);

interface Judged extends Bound {
  readonly container: Container;
  readonly text: string;
}

function judge(amount: ResourceAmount, { parameter, field, resource, isMost, container, text }: Judged): Outcome | undefined {
  const at: Path = [...container.path, 'resources', field, resource];
  const bound = parseQuantity(text);
  if (bound === undefined) return { at, unknown: `the parameter ${parameter} is "${text}", which is no quantity` };
  const given = parseQuantity(amount.value);
  if (given === undefined || isWithin(given, bound, isMost)) return undefined;
  const what = `${resource === 'cpu' ? 'CPU' : resource} ${field === 'limits' ? 'limit' : 'request'}`;
  const message = `${nameOf(container)}: the ${what} of ${shown(amount.value)} is ${isMost ? 'more' : 'less'} than ${text}`;
  return { at, message, evidence: evidenceOf(amount), fix: fixOf({ field, resource, isMost, container, text }, at) };
}

function isWithin(given: Quantity, bound: Quantity, isMost: boolean): boolean {
  const order = compareQuantities(given, bound);
  return isMost ? order <= 0 : order >= 0;
}

/** The bound, where it goes together with the other amount that the container sets: no request is above its limit. */
function fixOf({ field, resource, isMost, container, text }: Omit<Judged, 'parameter'>, at: Path): Failure['fix'] {
  const other = parseQuantity(
    valueAt(container.value, ['resources', field === 'limits' ? 'requests' : 'limits', resource]) ?? null,
  );
  const bound = parseQuantity(text);
  if (bound === undefined) return undefined;
  if (other !== undefined && !isWithin(bound, other, field === 'requests')) return undefined;
  return { kind: 'suggestion', edits: [set(at, text)], hazards: isMost ? LESS : MORE };
}

const LESS: readonly Hazard[] = [
  {
    what: 'a program that takes more is slowed down or killed, or finds its node full',
    check: 'kubectl top pod --containers at a busy time shows less than the bound',
  },
];
const MORE: readonly Hazard[] = [
  {
    what: 'a pod finds no node where none has so much free',
    check: 'kubectl describe nodes shows under Allocated resources how much is left',
  },
];

function evidenceOf({ from, object, path }: ResourceAmount): NonNullable<Failure['evidence']> {
  if (from !== 'limit-range') return [];
  return [{ text: `the LimitRange "${object.name}" gives it`, object: refOf(object), path }];
}
