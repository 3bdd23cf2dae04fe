import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { connect } from '../control-plane/api.ts';
import { controlPlanes, newNamespace } from './control-planes.ts';
import { eventually } from './eventually.ts';

const PRIVILEGED = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: { containers: [{ name: 'web', image: 'nginx:1.29', securityContext: { privileged: true } }] },
};

describe.for(controlPlanes())('Kubernetes $minor', ({ minor, plane, api }) => {
  test('says which version it is', async () => {
    const { status, body } = await api.request('GET', '/version');
    expect(status).toBe(200);
    const [major, minorOnly] = minor.split('.');
    expect(body).toMatchObject({ gitVersion: `v${plane.programs.version.release}`, major, minor: minorOnly });
  });

  test('has a controller manager, which gives a namespace its service account', async () => {
    const namespace = await newNamespace(api);
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/default`;
    const before = await api.request('DELETE', path);
    expect(before.status).toBe(200);
    const account = await eventually(async () => {
      const { status, body } = await api.request('GET', path);
      return status === 200 ? body : undefined;
    });
    expect(account).toMatchObject({ kind: 'ServiceAccount', metadata: { name: 'default', namespace } });
  });

  test('refuses a privileged pod in a restricted namespace, and says why', async () => {
    const namespace = await newNamespace(api, { 'pod-security.kubernetes.io/enforce': 'restricted' });
    const { status, body } = await api.request('POST', `/api/v1/namespaces/${namespace}/pods?dryRun=All`, PRIVILEGED);
    expect(status).toBe(403);
    expect(body).toMatchObject({
      kind: 'Status',
      message:
        'pods "web" is forbidden: violates PodSecurity "restricted:latest": ' +
        'privileged (container "web" must not set securityContext.privileged=true), ' +
        'allowPrivilegeEscalation != false (container "web" must set securityContext.allowPrivilegeEscalation=false), ' +
        'unrestricted capabilities (container "web" must set securityContext.capabilities.drop=["ALL"]), ' +
        'runAsNonRoot != true (pod or container "web" must set securityContext.runAsNonRoot=true), ' +
        'seccompProfile (pod or container "web" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
    });
  });

  test('warns where the namespace only warns', async () => {
    const namespace = await newNamespace(api, { 'pod-security.kubernetes.io/warn': 'baseline' });
    const { status, warnings } = await api.request('POST', `/api/v1/namespaces/${namespace}/pods?dryRun=All`, PRIVILEGED);
    expect(status).toBe(201);
    expect(warnings).toEqual([
      'would violate PodSecurity "baseline:latest": privileged (container "web" must not set securityContext.privileged=true)',
    ]);
  });

  test('refuses an unknown field and one that stands twice, under strict validation', async () => {
    const namespace = await newNamespace(api);
    const path = `/api/v1/namespaces/${namespace}/configmaps?dryRun=All&fieldValidation=Strict`;
    const text = '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","lables":{}},"data":{"a":"1","a":"2"}}';
    const { status, body } = await api.request('POST', path, text);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      message:
        'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: ' +
        'unknown field "metadata.lables", duplicate field "data.a"',
    });
  });

  test('knows users by their tokens and gives them nothing that nobody gave them', async () => {
    const alice = connect(plane.users['alice'] ?? plane.admin, 1);
    const { status, body } = await alice.request('GET', '/api/v1/nodes');
    alice.close();
    expect(status).toBe(403);
    expect(body).toMatchObject({
      message: 'nodes is forbidden: User "alice" cannot list resource "nodes" in API group "" at the cluster scope',
    });
  });

  test('knows whom the admin stands in for', async () => {
    const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
    const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
    const { body } = await api.as('carol', ['team-c']).request('POST', path, review);
    expect(body).toMatchObject({ status: { userInfo: { username: 'carol', groups: ['team-c', 'system:authenticated'] } } });
  });

  test('writes every request into its audit log', async () => {
    const namespace = await newNamespace(api);
    const uri = `/api/v1/namespaces/${namespace}/secrets?limit=1`;
    await api.request('GET', uri);
    const event = await eventually(async () => {
      const lines = readFileSync(plane.auditLog, 'utf8').split('\n');
      const line = lines.find((each) => each.includes(uri));
      return line === undefined ? undefined : (JSON.parse(line) as unknown);
    });
    expect(event).toMatchObject({
      kind: 'Event',
      stage: 'ResponseComplete',
      verb: 'list',
      user: { username: 'admin' },
      objectRef: { resource: 'secrets', namespace },
      responseStatus: { code: 200 },
    });
  });
});
