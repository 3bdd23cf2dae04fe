import { stringAt, type Json } from '@bulwark/model';
import { expect, test } from 'vitest';
import { cloudExports } from './cloud-object.ts';

const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const role = { RoleName: 'web', Arn: 'arn:aws:iam::111122223333:role/web', AssumeRolePolicyDocument: trust };
const credential = {
  name: 'shop',
  issuer: 'https://x.oic.prod-aks.azure.com/t/u/',
  subject: 'system:serviceaccount:shop:web',
  audiences: ['api://AzureADTokenExchange'],
};
const binding = { role: 'roles/iam.workloadIdentityUser', members: ['serviceAccount:p.svc.id.goog[shop/web]'] };

test.for<readonly [string, Json, readonly string[]]>([
  ['get-role', { Role: role }, ['AwsRole/web Role']],
  ['list-roles', { Roles: [role, { ...role, RoleName: 'api' }] }, ['AwsRole/web Roles.0', 'AwsRole/api Roles.1']],
  ['a list of roles', [role], ['AwsRole/web 0']],
  ['a trust policy alone', trust, ['AwsRole/exported ']],
  ['a policy of permissions', { Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] }, []],
  [
    'associations',
    { associations: [{ clusterName: 'c', namespace: 'n', serviceAccount: 's' }] },
    ['EksPodIdentityAssociation/c/n/s associations.0'],
  ],
  [
    'an association',
    { association: { clusterName: 'c', namespace: 'n', serviceAccount: 's' } },
    ['EksPodIdentityAssociation/c/n/s association'],
  ],
  ['describe-cluster', { cluster: { name: 'c', identity: { oidc: { issuer: 'https://oidc' } } } }, ['EksCluster/c cluster']],
  ['get-iam-policy', { bindings: [binding], etag: 'x' }, ['GcpIamPolicy/exported ']],
  ['get-iam-policy without bindings', { etag: 'ACAB' }, ['GcpIamPolicy/exported ']],
  ['search-all-iam-policies', [{ resource: '//r', policy: { bindings: [binding] } }], ['GcpIamPolicy///r 0']],
  ['clusters describe', { name: 'g', workloadIdentityConfig: { workloadPool: 'p.svc.id.goog' } }, ['GkeCluster/g ']],
  ['federated-credential list', [credential], ['AzureFederatedCredential/shop 0']],
  ['the API of Azure', { value: [{ name: 'shop', properties: credential }] }, ['AzureFederatedCredential/shop value.0']],
  ['identity list', [{ name: 'id', clientId: 'a', principalId: 'b', id: '/x' }], ['AzureIdentity/id 0']],
  ['aks show', { name: 'aks', oidcIssuerProfile: { issuerUrl: 'https://x' } }, ['AzureCluster/aks ']],
  ['an object of Kubernetes', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' } }, []],
  ['nothing', null, []],
  ['a list in a list in a list in a list', [[[[[role]]]]], []],
])('%s', ([, document, expected]) => {
  const found = cloudExports(document, 'folder/exported.json');
  const labels = found.map(
    ({ value, path }) => `${stringAt(value, 'kind') ?? ''}/${stringAt(value, 'metadata', 'name') ?? ''} ${path.join('.')}`,
  );
  expect(labels).toEqual(expected);
});

test('what is ours already stays as it is', () => {
  const own = { apiVersion: 'cloud.bulwark.dev/v1', kind: 'AwsRole', metadata: { name: 'x' } };
  expect(cloudExports(own, 'x')).toEqual([{ path: [], value: own }]);
});
