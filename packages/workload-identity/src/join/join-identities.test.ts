import { kubeObject, type Json, type JsonObject, type KubeObject } from '@bulwark/model';
import { expect, test } from 'vitest';
import { cloudExports } from '../cloud-object.ts';
import { cloudSide } from './cloud-side.ts';
import type { IdentityEdge } from './identity-edge.ts';
import { joinIdentities } from './join-identities.ts';

const ISSUER = 'oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF';
const ARN = 'arn:aws:iam::111122223333:role/';
const AKS = 'https://westeurope.oic.prod-aks.azure.com/t/u/';
const CLIENT = '0d0b9e0e-5a2f-4c41-9a6b-8a2b7f4c1d2f';

function account(name: string, annotations: JsonObject = {}, namespace: string | undefined = 'shop'): KubeObject {
  const metadata: JsonObject = { name, annotations, ...(namespace !== '' && { namespace }) };
  return kubeObject({ apiVersion: 'v1', kind: 'ServiceAccount', metadata });
}

function exported(...documents: readonly Json[]): readonly KubeObject[] {
  return documents.flatMap((document) =>
    cloudExports(document, 'web@shop-1.iam.gserviceaccount.com.json').map(({ value }) => kubeObject(value)),
  );
}

function role(name: string, condition: JsonObject, issuer = ISSUER): JsonObject {
  const principal = { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` };
  const statement = { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRoleWithWebIdentity', Condition: condition };
  return { RoleName: name, Arn: ARN + name, AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [statement] } };
}

const subject = (text: string, issuer = ISSUER): JsonObject => ({
  StringEquals: { [`${issuer}:sub`]: `system:serviceaccount:${text}` },
});

function line({ account: of, principal, decision, isAsked, mechanism, reason }: IdentityEdge): string {
  return `${of.namespace ?? '?'}/${of.name} ${mechanism} ${principal.replace(ARN, '')} ${decision}${isAsked ? ' asked' : ''}${reason === undefined ? '' : `: ${reason}`}`;
}

function edges(accounts: readonly KubeObject[], ...documents: readonly Json[]): readonly string[] {
  return joinIdentities(accounts, cloudSide(exported(...documents))).edges.map(line);
}

test('a role and the account that asks for it', () => {
  const asks = account('web', { 'eks.amazonaws.com/role-arn': `${ARN}web` });
  expect(edges([asks], { Role: role('web', subject('shop:web')) })).toEqual(['shop/web irsa web allowed asked']);
  expect(edges([asks], { Role: role('web', subject('shop:api')) })).toEqual([
    'shop/api irsa web allowed',
    'shop/web irsa web denied asked: the role does not trust the account',
  ]);
  expect(edges([asks])).toEqual(['shop/web irsa web unknown asked: no file shows whom the role trusts']);
});

test('whoever is trusted needs no annotation, and one who is not shown can be made', () => {
  expect(edges([account('web'), account('api')], role('all', {}), role('one', subject('new:x')))).toEqual([
    'shop/web irsa all allowed',
    'shop/api irsa all allowed',
    'new/x irsa one allowed',
  ]);
});

test('of two clusters the one that is described counts', () => {
  const other = ISSUER.replace(/0$/, '1').replace('eu-west-1', 'us-east-1');
  const roles = { Roles: [role('web', subject('shop:web')), role('far', subject('shop:web', other), other)] };
  expect(edges([account('web')], roles).map((each) => each.split(':')[0])).toEqual([
    'shop/web irsa web unknown',
    'shop/web irsa far unknown',
  ]);
  const cluster = { cluster: { name: 'c', identity: { oidc: { issuer: `https://${other}` } } } };
  expect(edges([account('web')], roles, cluster)).toEqual(['shop/web irsa far allowed']);
});

test('an open namespace is no namespace', () => {
  const open = account('web', {}, '');
  expect(edges([open], role('web', subject('shop:web')))).toEqual([
    '?/web irsa web unknown: the manifest leaves open in which namespace the account is',
  ]);
  expect(edges([open], role('all', {}))).toEqual(['?/web irsa all allowed']);
});

test('associations of EKS Pod Identity, with the trust where it is shown', () => {
  const pods = (condition: JsonObject): JsonObject => ({
    RoleName: 'web',
    Arn: `${ARN}web`,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'pods.eks.amazonaws.com' },
          Action: ['sts:AssumeRole', 'sts:TagSession'],
          Condition: condition,
        },
      ],
    },
  });
  const association = {
    association: {
      clusterName: 'c',
      namespace: 'shop',
      serviceAccount: 'web',
      roleArn: `${ARN}web`,
      associationArn: 'arn:aws:eks:eu-west-1:111122223333:podidentityassociation/c/a-1',
    },
  };
  expect(edges([account('web')], association)).toEqual(['shop/web pod-identity web allowed']);
  const tag = (namespace: string): JsonObject => ({
    StringEquals: { 'aws:RequestTag/kubernetes-namespace': namespace, 'aws:SourceAccount': '111122223333' },
  });
  expect(edges([], association, pods(tag('shop')))).toEqual(['shop/web pod-identity web allowed']);
  expect(edges([], association, pods(tag('other')))).toEqual([
    'shop/web pod-identity web denied: the role does not trust EKS for the account',
  ]);
  const listed = { associations: [{ clusterName: 'c', namespace: 'shop', serviceAccount: 'web', associationId: 'a-1' }] };
  expect(edges([], listed)[0]).toContain('unknown: the list of associations does not say the role');
});

test('service accounts of Google, and roles that accounts hold themselves', () => {
  const asks = account('web', { 'iam.gke.io/gcp-service-account': 'web@shop-1.iam.gserviceaccount.com' });
  const policy = (members: readonly string[], name = 'roles/iam.workloadIdentityUser'): JsonObject => ({
    bindings: [{ role: name, members }],
  });
  expect(edges([asks], policy(['serviceAccount:shop-1.svc.id.goog[shop/web]']))).toEqual([
    'shop/web gke web@shop-1.iam.gserviceaccount.com allowed asked',
  ]);
  expect(edges([asks], policy(['serviceAccount:shop-1.svc.id.goog[other/web]']))).toEqual([
    'other/web gke web@shop-1.iam.gserviceaccount.com allowed',
    'shop/web gke web@shop-1.iam.gserviceaccount.com denied asked: its policy does not name the account',
  ]);
  const project = {
    resource: '//cloudresourcemanager.googleapis.com/projects/shop-1',
    policy: policy(['serviceAccount:shop-1.svc.id.goog[shop/web]']),
  };
  expect(edges([asks], policy([]), project).at(-1)).toContain('unknown asked: a policy that is not of the service account alone');
  expect(edges([], policy(['serviceAccount:shop-1.svc.id.goog[shop/web]'], 'roles/iam.serviceAccountUser'))).toEqual([]);
  const set =
    'principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/shop-1.svc.id.goog/namespace/shop';
  const bucket = [{ resource: '//storage.googleapis.com/backups', policy: policy([set], 'roles/storage.objectViewer') }];
  expect(edges([account('api')], bucket)).toEqual([
    'shop/api gcp-direct roles/storage.objectViewer on //storage.googleapis.com/backups allowed',
  ]);
});

test('identities of Azure: the issuer, the subject and whose credential it is', () => {
  const asks = account('web', { 'azure.workload.identity/client-id': CLIENT });
  const id = '/subscriptions/s/resourcegroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/web';
  const credential = (of: string, issuer = AKS): JsonObject => ({
    id: `${id}/federatedIdentityCredentials/x`,
    name: 'x',
    issuer,
    subject: `system:serviceaccount:${of}`,
    audiences: ['api://AzureADTokenExchange'],
  });
  const identity = {
    id: id.replace('resourcegroups', 'resourceGroups'),
    name: 'web',
    clientId: CLIENT.toUpperCase(),
    principalId: 'p',
  };
  expect(edges([asks], [credential('shop:web')], identity)).toEqual([`shop/web azure ${CLIENT} allowed asked`]);
  expect(edges([asks], [credential('shop:api')], identity).at(-1)).toBe(
    `shop/web azure ${CLIENT} denied asked: no federated credential of the identity names the account`,
  );
  expect(edges([asks], [credential('shop:web')]).at(-1)).toContain('no file says its client id');
  const cluster = { name: 'aks', oidcIssuerProfile: { issuerUrl: AKS.replace('/u/', '/v/') } };
  expect(edges([asks], [credential('shop:web')], identity, cluster)).toEqual([
    `shop/web azure ${CLIENT} denied asked: no federated credential of the identity names the account`,
  ]);
  const flexible = {
    ...credential('x'),
    subject: null,
    claimsMatchingExpression: { languageVersion: 1, value: "claims['sub'] matches 'system:serviceaccount:shop:*'" },
  };
  expect(edges([asks], [flexible], identity)).toEqual([`shop/web azure ${CLIENT} allowed asked`]);
});

test('trusts in more than single accounts are told apart', () => {
  const { open } = joinIdentities([], cloudSide(exported(role('all', {}), role('one', subject('shop:web')))));
  expect(open.map(({ principal }) => principal)).toEqual([`${ARN}all`]);
});

test('no value makes it throw', () => {
  const odd: readonly Json[] = [null, 1, 'x', [], [null], {}, { __proto__: null }, [[{}]]];
  for (const value of odd) {
    const documents = [
      { AssumeRolePolicyDocument: value },
      { AssumeRolePolicyDocument: { Statement: value } },
      { Statement: [{ Effect: 'Allow', Principal: value, Action: value, Condition: value }] },
      { Statement: [{ Principal: { Federated: value }, Condition: { StringEquals: value } }] },
      { bindings: [{ role: 'x', members: value, condition: value }] },
      { issuer: 'x', audiences: [], subject: value, properties: value },
      { clusterName: 'c', namespace: 'n', serviceAccount: 's', roleArn: value },
    ] as readonly Json[];
    expect(Array.isArray(joinIdentities([account('web')], cloudSide(exported(...documents))).edges)).toBe(true);
  }
});
