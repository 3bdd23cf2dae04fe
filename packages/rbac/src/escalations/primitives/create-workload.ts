import { send } from '../act.ts';
import { workload, workloadSpec } from '../bodies.ts';
import { need } from '../need.ts';
import type { Found, Gain, Primitive } from '../primitive.ts';

const WORKLOADS = [
  'pods',
  'deployments.apps',
  'jobs.batch',
  'cronjobs.batch',
  'daemonsets.apps',
  'statefulsets.apps',
  'replicasets.apps',
  'replicationcontrollers',
];

/** A pod chooses its service account, and mounts what it likes of its namespace: nothing but admission stands in the way. */
export const createWorkload: Primitive = {
  id: 'create-workload',
  title: 'runs pods of its own making, as any service account, with any Secret of the namespace',
  techniques: ['T1610'],
  severity: { cluster: 'high', namespace: 'medium' },
  ways: [
    {
      needs: [need('create', WORKLOADS)],
      gives,
      acts: ([create], { namespace, account }) => {
        if (create?.kind.kind !== 'resource') return [];
        const body = workload(create.kind, account);
        return [send(create, { says: `runs a ${String(body['kind'])} as service account ${namespace}/${account}`, body })];
      },
    },
    {
      needs: [
        need(
          ['patch', 'update'],
          WORKLOADS.filter((kind) => kind !== 'pods' && kind !== 'jobs.batch'),
          'target',
        ),
      ],
      gives,
      acts: ([write], { namespace, account, target }) => {
        if (write?.kind.kind !== 'resource') return [];
        const body =
          write.request.verb === 'update'
            ? workload(write.kind, account, target)
            : { spec: onlyTemplate(workloadSpec(write.kind.resource, account)) };
        const says = `makes ${write.kind.resource}/${target} run its own image as service account ${namespace}/${account}`;
        return [send(write, { says, body })];
      },
    },
  ],
};

/** A selector cannot be changed, and a pod template that is merged keeps its labels. */
function onlyTemplate(spec: Readonly<Record<string, unknown>>): unknown {
  const { template, jobTemplate } = spec as { readonly template?: Template; readonly jobTemplate?: unknown };
  return jobTemplate === undefined ? { template: { spec: template?.spec } } : { jobTemplate };
}

interface Template {
  readonly spec: unknown;
}

function gives({ namespace }: Found): Gain[] {
  return [{ position: { kind: 'service-accounts', by: 'pod', namespace, names: undefined } }];
}
