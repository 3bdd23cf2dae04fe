import { expect, test } from 'vitest';
import { resourceRequest, resourceWithSubresource, type ResourceRequest } from '../request.ts';
import { secondaryChecks, type Deed } from './secondary-checks.ts';

const text = ({ verb, name, namespace, ...rest }: ResourceRequest): string =>
  `${verb} ${namespace}/${resourceWithSubresource(rest)}/${name}`;
const asked = (request: ResourceRequest, deed: Deed = {}, minor = 37): readonly string[] =>
  secondaryChecks(request, deed, minor).map(({ kind, anyOf }) => `${kind}: ${anyOf.map(text).join(' | ')}`);
const group = 'certificates.k8s.io';
const config = resourceRequest({ verb: 'update', resource: 'configmaps', namespace: 'shop', name: 'a' });

test('what a PUT or an apply makes needs create with its name', () => {
  expect(asked(config)).toEqual([]);
  expect(asked(config, { creates: true })).toEqual(['create: create shop/configmaps/a']);
  expect(asked({ ...config, verb: 'create', name: '' }, { creates: true })).toEqual([]);
});

test('a GET of a stream needs create from 1.35 on, and one of a proxy never', () => {
  const exec = resourceRequest({ verb: 'get', resource: 'pods', subresource: 'exec', namespace: 'shop', name: 'a' });
  expect(asked(exec, {}, 34)).toEqual([]);
  expect(asked(exec, {}, 35)).toEqual(['websocket: create shop/pods/exec/a']);
  expect(asked({ ...exec, verb: 'create' })).toEqual([]);
  expect(asked({ ...exec, subresource: 'proxy' })).toEqual([]);
  expect(asked({ ...exec, resource: 'nodes', subresource: 'proxy' })).toEqual([]);
});

test('signers are asked for by name or by their domain', () => {
  const csr = resourceRequest({ verb: 'update', group, resource: 'certificatesigningrequests', name: 'c' });
  const signer = 'example.com/ca';
  expect(asked({ ...csr, subresource: 'approval' }, { signer })).toEqual([
    'signer: approve /signers/example.com/ca | approve /signers/example.com/*',
  ]);
  expect(asked({ ...csr, subresource: 'status' }, { signer })).toEqual([
    'signer: sign /signers/example.com/ca | sign /signers/example.com/*',
  ]);
  expect(asked(csr, { signer })).toEqual([]);
  const bundle = resourceRequest({ verb: 'create', group, resource: 'clustertrustbundles' });
  expect(asked(bundle, { signer })).toEqual(['signer: attest /signers/example.com/ca | attest /signers/example.com/*']);
  expect(asked(bundle)).toEqual([]);
});

test('owners that are new', () => {
  const blocking = [{ group: 'apps', resource: 'deployments', name: 'web', namespaced: true }];
  expect(asked(config, { owners: { blocking } })).toEqual([
    'delete: delete shop/configmaps/a',
    'owner: update /*/finalizers/* | update shop/deployments/finalizers/web',
  ]);
  expect(asked({ ...config, verb: 'create', name: '' }, { owners: { blocking: [] } })).toEqual([]);
});
