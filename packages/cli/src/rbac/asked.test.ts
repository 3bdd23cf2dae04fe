import { kubeObject, UserError } from '@bulwark/model';
import { ResourceCatalogue, type Request } from '@bulwark/rbac';
import { describe, expect, test } from 'vitest';
import { readQuestion, type Question } from './asked.ts';

const catalogue = new ResourceCatalogue([
  kubeObject({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'carts.shop.example.com' },
    spec: {
      group: 'shop.example.com',
      scope: 'Namespaced',
      names: { plural: 'carts', kind: 'Cart', shortNames: ['ct'] },
      versions: [{ name: 'v1', served: true, subresources: { status: {} } }],
    },
  }),
]);

/** The request in one line: verb, resource, name, namespace. */
function line(request: Request): string {
  if (request.kind === 'url') return `${request.verb} ${request.path}`;
  const { verb, group, resource, subresource, name, namespace } = request;
  return `${verb} ${group}|${resource}|${subresource}|${name} in ${namespace}`;
}

function ask(question: Partial<Question> & { readonly resource: string }): ReturnType<typeof readQuestion> {
  return readQuestion({ verb: 'get', ...question }, catalogue);
}

test.each<[resource: string, more: Partial<Question>, request: string]>([
  ['pods', {}, 'get |pods|| in default'],
  ['po', { namespace: 'shop' }, 'get |pods|| in shop'],
  ['Pod', {}, 'get |pods|| in default'],
  ['deploy', {}, 'get apps|deployments|| in default'],
  ['deployments.apps', {}, 'get apps|deployments|| in default'],
  ['deploy.v1.apps', {}, 'get apps|deployments|| in default'],
  ['secrets/db', { namespace: 'shop' }, 'get |secrets||db in shop'],
  ['pods/exec', { verb: 'create' }, 'create |pods|exec| in default'],
  ['pods/web', { verb: 'create', subresource: 'exec' }, 'create |pods|exec|web in default'],
  ['pods/exec', { subresource: '' }, 'get |pods||exec in default'],
  ['pods', { subresource: 'log' }, 'get |pods|log| in default'],
  ['deploy/scale', {}, 'get apps|deployments|scale| in default'],
  ['pods', { allNamespaces: true }, 'get |pods|| in '],
  ['nodes', {}, 'get |nodes|| in '],
  ['nodes', { namespace: 'shop' }, 'get |nodes|| in '],
  ['namespaces/shop', {}, 'get |namespaces||shop in shop'],
  ['ns/shop', { allNamespaces: true }, 'get |namespaces||shop in shop'],
  ['namespaces', { verb: 'list' }, 'list |namespaces|| in '],
  ['*', {}, 'get *|*|| in '],
  ['*.apps', { namespace: 'shop' }, 'get apps|*|| in shop'],
  ['carts', {}, 'get shop.example.com|carts|| in default'],
  ['ct/status', {}, 'get shop.example.com|carts|status| in default'],
  ['carts/scale', {}, 'get shop.example.com|carts||scale in default'],
  ['things.example.com', { namespace: 'shop' }, 'get example.com|things|| in shop'],
  ['users/jane', { verb: 'impersonate' }, 'impersonate |users||jane in '],
  ['groups', { verb: 'impersonate', namespace: 'shop' }, 'impersonate |groups|| in '],
  ['uids', { verb: 'impersonate' }, 'impersonate authentication.k8s.io|uids|| in '],
  [
    'signers/kubernetes.io/kubelet-serving',
    { verb: 'approve' },
    'approve certificates.k8s.io|signers||kubernetes.io/kubelet-serving in ',
  ],
  ['clusterroles/admin', { verb: 'bind' }, 'bind rbac.authorization.k8s.io|clusterroles||admin in '],
  ['/healthz', {}, 'get /healthz'],
  ['/metrics?name=a', { namespace: 'shop' }, 'get /metrics'],
  ['/', {}, 'get /'],
])('%s with %j', (resource, more, request) => {
  expect(line(ask({ resource, ...more }).request)).toBe(request);
});

test.each<[resource: string, more: Partial<Question>, notes: readonly string[]]>([
  ['pods', { verb: 'get' }, []],
  ['pods/exec', { verb: 'create' }, []],
  ['signers', { verb: 'approve' }, []],
  ['*', { verb: '*' }, []],
  ['events', {}, ['"events" is that of the core group: for the other, ask for events.events.k8s.io']],
  ['events.events.k8s.io', {}, []],
  ['podz', {}, ['no kind that is known has the resource "podz": did you mean pods?']],
  ['zzzzzzzzzzzz', {}, ['no kind that is known has the resource "zzzzzzzzzzzz"']],
  ['pods', { verb: 'GET' }, ['"GET" is no verb of the API server: did you mean get?']],
  ['pods', { verb: 'lst' }, ['"lst" is no verb of the API server: did you mean list?']],
  ['pods', { verb: 'hammer' }, []],
  ['pods', { subresource: 'exek' }, ['pods has no subresource "exek"']],
  ['pods/exec', { verb: 'list' }, ['the API server takes no list there']],
  ['nodes', { namespace: 'shop' }, ['nodes are in no namespace: asked of the cluster']],
  ['namespaces/shop', { namespace: 'shop' }, []],
  ['namespaces/shop', { namespace: 'other' }, ['a request for namespace shop is one in it: asked there']],
  [
    'secrets/db',
    { verb: 'create' },
    ['a create by POST carries no name: with one, it is what server-side apply and PUT ask for beside'],
  ],
  ['/healthz', {}, []],
  ['/healthz', { verb: 'list' }, ['the verb of a URL is an HTTP method in lower case, as get: no request has "list"']],
  [
    '/api/v1/namespaces/shop/secrets/db',
    {},
    ['the API server takes this path for a resource: ask for get secrets "db" in namespace shop'],
  ],
  ['/api', {}, []],
])('what is odd about %s with %j', (resource, more, notes) => {
  expect(ask({ resource, ...more }).notes).toEqual(notes);
});

describe('what is no resource:', () => {
  test.each(['', 'pods/a/b', 'pods/web/exec', 'signers/a/b/c'])('"%s"', (resource) => {
    expect(() => ask({ resource })).toThrow(UserError);
  });
});
