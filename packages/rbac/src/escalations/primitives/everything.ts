import { send } from '../act.ts';
import { kindOf } from '../kind.ts';
import { need } from '../need.ts';
import type { Act, Aim, Permission, Primitive } from '../primitive.ts';

/** Only wildcards allow a request for stars. */
export const everything: Primitive = {
  id: 'everything',
  title: 'may do everything',
  techniques: ['T1078'],
  severity: { cluster: 'critical', namespace: 'high' },
  ways: [
    {
      needs: [need('*', '*.*')],
      gives: ({ namespace }) => [
        { position: namespace === '' ? { kind: 'cluster-admin' } : { kind: 'namespace-admin', namespace } },
      ],
      acts: ([all], aim) => (all === undefined ? [] : [readSecrets(all, aim)]),
    },
  ],
};

function readSecrets({ grant, request }: Permission, { namespace }: Aim): Act {
  const kind = kindOf('secrets');
  const where = request.kind === 'resource' && request.namespace === '' ? '' : namespace;
  const list: Permission = {
    kind,
    request: { kind: 'resource', verb: 'list', group: '', resource: 'secrets', subresource: '', namespace: where, name: '' },
    grant,
  };
  return send(list, { says: 'reads every Secret there is, for one' });
}
