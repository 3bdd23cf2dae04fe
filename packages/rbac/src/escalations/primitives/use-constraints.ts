import { send } from '../act.ts';
import { workload } from '../bodies.ts';
import { need } from '../need.ts';
import type { Primitive } from '../primitive.ts';

const CONSTRAINTS = 'securitycontextconstraints.security.openshift.io';
/** Those of OpenShift's own under which a pod reaches its node. */
const MIGHTY = ['privileged', 'hostaccess', 'hostmount-anyuid', 'node-exporter'];

/** On OpenShift, what a pod may be is what its author may use: admission asks the authorizer about it while the pod is written. */
export const useConstraints: Primitive = {
  id: 'use-constraints',
  title: 'runs pods under a SecurityContextConstraints by which they reach the node',
  techniques: ['T1610'],
  severity: { cluster: 'high', namespace: 'high' },
  ways: [
    {
      needs: [need('use', CONSTRAINTS, MIGHTY, true), need('create', 'pods')],
      gives: ({ namespace }) => [{ position: { kind: 'other', text: 'runs pods that reach the node', namespace } }],
      acts: ([use, create], { namespace }) => {
        if (create?.kind.kind !== 'resource' || use?.request.kind !== 'resource') return [];
        const { name } = use.request;
        const body = withTheHost(workload(create.kind, 'default'));
        return [send(create, { says: `runs a pod in ${namespace} under constraints ${name}`, body, also: [use] })];
      },
    },
  ],
};

/** What all of these constraints allow. */
function withTheHost(pod: Readonly<Record<string, unknown>>): unknown {
  return { ...pod, spec: { ...(pod['spec'] as object), volumes: [{ name: 'host', hostPath: { path: '/' } }] } };
}
