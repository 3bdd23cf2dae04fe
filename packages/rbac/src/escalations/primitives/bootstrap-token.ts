import { send } from '../act.ts';
import { need } from '../need.ts';
import type { Found, Gain, Primitive } from '../primitive.ts';

const NAMESPACE = 'kube-system';
const GROUP = 'system:bootstrappers';
/** Of an example, as the Secret must be named for it. */
const ID = 'b01wrk';

/**
 * A Secret of this type is a password (k8s.io/cluster-bootstrap/token/api): who has it is in the group of those that join nodes,
 * and in whichever subgroup the Secret says. What that may do are bindings; kubeadm makes some, by which it becomes a node.
 */
export const bootstrapToken: Primitive = {
  id: 'bootstrap-token',
  title: 'makes a token of a node that joins the cluster',
  techniques: ['T1078'],
  severity: { cluster: 'medium', namespace: 'medium' },
  ways: [
    {
      needs: [need('create', 'secrets')],
      gives,
      acts: ([create], { found }) => {
        const groups = joining(found);
        if (create === undefined) return [];
        const body = {
          apiVersion: 'v1',
          kind: 'Secret',
          type: 'bootstrap.kubernetes.io/token',
          metadata: { name: `bootstrap-token-${ID}` },
          stringData: {
            'token-id': ID,
            'token-secret': 'madeforaproofxyz',
            'usage-bootstrap-authentication': 'true',
            'auth-extra-groups': groups.filter((group) => group !== GROUP).join(','),
          },
        };
        return [send(create, { says: `makes a bootstrap token, with which it is in group ${groups.join(', ')}`, body })];
      },
    },
  ],
};

function gives(found: Found): Gain[] {
  if (found.namespace !== '' && found.namespace !== NAMESPACE) return [];
  if (joining(found).length === 0) return [];
  const position = { kind: 'other', text: 'joins the cluster as a node', namespace: NAMESPACE } as const;
  return [{ position, assumes: 'the API server takes bootstrap tokens' }];
}

/** The groups of those who join that bindings name. */
function joining({ policy }: Found): readonly string[] {
  const groups = policy.bindings.flatMap(({ subjects }) =>
    subjects.flatMap(({ kind, name }) => (kind === 'Group' && (name === GROUP || name.startsWith(`${GROUP}:`)) ? name : [])),
  );
  return [...new Set(groups)];
}
