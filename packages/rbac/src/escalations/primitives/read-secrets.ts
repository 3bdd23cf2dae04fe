import { MERGE_PATCH, send } from '../act.ts';
import { need } from '../need.ts';
import type { Found, Gain, Primitive, Way } from '../primitive.ts';

/**
 * Beside the verbs that read: a patch is answered with the object, and a patch may change nothing; a deletecollection that is
 * only tried is answered with all that it would have deleted (k8s.io/apiserver/pkg/registry/generic/registry/store.go).
 */
export const readSecrets: Primitive = {
  id: 'read-secrets',
  title: 'reads Secrets',
  techniques: ['T1552.007'],
  severity: { cluster: 'high', namespace: 'medium' },
  ways: [
    listing(['list', 'watch'], ''),
    {
      needs: [need('get', 'secrets', 'target')],
      gives,
      acts: ([get], { namespace, target }) =>
        get === undefined ? [] : [send(get, { says: `reads Secret ${namespace}/${target}` })],
    },
    // A list of one: a selector for a name is asked about as that name.
    {
      needs: [need(['list', 'watch'], 'secrets', 'target')],
      gives,
      acts: ([list], { namespace, target }) => {
        if (list === undefined) return [];
        const act = send(list, { says: `lists Secret ${namespace}/${target}` });
        const query = `fieldSelector=metadata.name%3D${encodeURIComponent(target)}${watching(list.request.verb)}`;
        return [{ ...act, path: `${act.path.slice(0, act.path.lastIndexOf('/'))}?${query}` }];
      },
    },
    {
      needs: [need('patch', 'secrets', 'target')],
      gives,
      acts: ([patch], { namespace, target }) =>
        patch === undefined
          ? []
          : [
              {
                ...send(patch, { says: `reads Secret ${namespace}/${target} by a patch that changes nothing`, body: {} }),
                contentType: MERGE_PATCH,
              },
            ],
    },
    listing(['deletecollection'], 'dryRun=All'),
  ],
};

function watching(verb: string): string {
  return verb === 'watch' ? '&watch=true&timeoutSeconds=1' : '';
}

function listing(verbs: readonly string[], query: string): Way {
  return {
    needs: [need(verbs, 'secrets')],
    gives,
    acts: ([list], { namespace }) => {
      if (list === undefined) return [];
      const tries = list.request.verb === 'deletecollection' ? ' by a deletion that is only tried' : '';
      const asked = list.request.verb === 'watch' ? 'watch=true&timeoutSeconds=1' : query;
      return [send(list, { says: `reads all Secrets of ${namespace}${tries}`, ...(asked !== '' && { query: asked }) })];
    },
  };
}

function gives({ namespace, targets }: Found): Gain[] {
  return [
    {
      position: {
        kind: 'other',
        text: targets === undefined ? 'reads all Secrets' : `reads Secrets ${targets.join(', ')}`,
        namespace,
      },
      ...(targets !== undefined && { severity: 'low' }),
    },
  ];
}
