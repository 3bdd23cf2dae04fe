import { compareQuantities, effectiveResources, parseQuantity, type ResourceAmount, type ResourceAmounts } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { nameOf, shown } from '../wording.ts';
import { staysUp } from '../reliability/long-running.ts';

const control: Control = defineControl({
  id: 'resources/guaranteed',
  subject: 'workload',
  title: 'Requests are as high as limits',
  severity: 'info',
  concern: 'reliability',
  remediation: 'Set the requests of CPU and memory to the limits where the workload must not suffer from its neighbours',
  reads: [{ group: '', kind: 'LimitRange' }],

  check(workload, { scope }) {
    if (workload.open !== undefined) return NOTHING;
    let outcomes: Outcome[] | undefined;
    for (const container of workload.containers) {
      if (!staysUp(container)) continue;
      const { limits, requests } = effectiveResources(workload, container, scope);
      for (const resource of RESOURCES) {
        const limit = amountOf(limits, resource);
        const request = amountOf(requests, resource);
        if (limit === undefined || request === undefined || !isLess(request, limit)) continue;
        outcomes ??= [];
        const amounts = `${shown(request.value)} is less than its limit of ${shown(limit.value)}`;
        outcomes.push({
          at: [...container.path, 'resources', 'requests', resource],
          message: `${nameOf(container)}: the ${resource} request of ${amounts}, so that it may be killed or slowed on a full node`,
        });
      }
    }
    return outcomes ?? NOTHING;
  },

  why: `What lies between a container's request and its limit is lent, not its own: when the node is full, the kernel takes it back, by less
CPU or by killing what uses more memory than it requested. Pods whose requests are their limits are killed last.`,
  details: `CPU and memory of containers that keep running; only where both a request and a limit are in force, a LimitRange's among them. A
limit that is missing is another control's.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/'],
  requirements: {},
  aliases: {
    'kube-score': [
      'container-resource-requests-equal-limits',
      'container-cpu-requests-equal-limits',
      'container-memory-requests-equal-limits',
    ],
  },

  examples: {
    fails: [
      {
        name: 'memory that is lent',
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
            limits: {cpu: "1", memory: 1Gi}
            requests: {cpu: 1000m, memory: 256Mi}
`,
        at: ['spec.template.spec.containers[0].resources.requests.memory'],
      },
    ],
    passes: [
      {
        name: 'equal, however written',
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
            limits: {cpu: "1", memory: 1Gi}
            requests: {cpu: 1000m, memory: 1024Mi}
`,
      },
      {
        name: 'a limit alone stands for its request',
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
        limits: {memory: 1Gi}
`,
      },
      {
        name: 'no limit',
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
        requests: {cpu: 100m}
`,
      },
    ],
  },
});

export default control;

const RESOURCES = ['cpu', 'memory'] as const;

function amountOf(amounts: ResourceAmounts, resource: string): ResourceAmount | undefined {
  return Object.hasOwn(amounts, resource) ? amounts[resource] : undefined;
}

function isLess(request: ResourceAmount, limit: ResourceAmount): boolean {
  const [least, most] = [parseQuantity(request.value), parseQuantity(limit.value)];
  return least !== undefined && most !== undefined && compareQuantities(least, most) < 0;
}
