import { send } from '../act.ts';
import { need } from '../need.ts';
import type { Primitive } from '../primitive.ts';

export const mintToken: Primitive = {
  id: 'mint-token',
  title: 'makes tokens of service accounts',
  techniques: ['T1528'],
  severity: { cluster: 'high', namespace: 'medium' },
  ways: [
    {
      needs: [need('create', 'serviceaccounts/token', 'target')],
      gives: ({ namespace, targets }) => [{ position: { kind: 'service-accounts', by: 'token', namespace, names: targets } }],
      acts: ([create], { namespace, target }) =>
        create === undefined
          ? []
          : [
              send(create, {
                says: `makes a token of service account ${namespace}/${target}`,
                body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} },
              }),
            ],
    },
  ],
};
