import { send } from '../act.ts';
import { workload } from '../bodies.ts';
import { need } from '../need.ts';
import type { Act, Aim, Found, Gain, Permission, Primitive } from '../primitive.ts';

/** A binding goes on to name a service account that is gone: whoever makes one of that name has what it was given. */
export const takeOverAccount: Primitive = {
  id: 'take-over-account',
  title: 'makes a service account that does not exist, and that bindings name',
  techniques: ['T1098.001'],
  severity: { cluster: 'high', namespace: 'medium' },
  ways: [
    {
      needs: [need('create', 'serviceaccounts'), need('create', 'serviceaccounts/token', 'target')],
      gives,
      acts: ([make, token], aim) =>
        make === undefined || token === undefined
          ? []
          : [
              making(make, aim),
              send(token, {
                says: `makes a token of it`,
                body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} },
              }),
            ],
    },
    {
      needs: [need('create', 'serviceaccounts'), need('create', 'pods')],
      gives,
      acts: ([make, run], aim) =>
        make === undefined || run?.kind.kind !== 'resource'
          ? []
          : [making(make, aim), send(run, { says: 'runs a pod as it', body: workload(run.kind, aim.target) })],
    },
  ],
};

function gives({ missing, namespace, targets }: Found): Gain[] {
  return missing
    .filter((one) => (namespace === '' || one.namespace === namespace) && targets?.includes(one.name) !== false)
    .map((one) => ({
      position: { kind: 'service-accounts', by: 'takeover', namespace: one.namespace, names: [one.name] },
      target: one.name,
    }));
}

function making(make: Permission, { namespace, target }: Aim): Act {
  return send(make, {
    says: `makes service account ${namespace}/${target}, which was not there`,
    body: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: target } },
  });
}
