import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, type Api } from '../control-plane/api.ts';
import { startControlPlane, type Options, type Running } from '../control-plane/start.ts';
import { auditEvents } from './audit-log.ts';
import { controlPlanes, newNamespace } from './control-planes.ts';
import { eventually } from './eventually.ts';

/** Everything that a test may want otherwise than in the control plane that all share. */
const OPTIONS: Options = {
  lifetimeMs: 5 * 60_000,
  users: [{ name: 'carol', groups: ['auditors'] }],
  auditRules: [{ level: 'Request', resources: [{ group: '', resources: ['configmaps'] }] }, { level: 'None' }],
  files: {
    'admission.json': {
      apiVersion: 'apiserver.config.k8s.io/v1',
      kind: 'AdmissionConfiguration',
      plugins: [
        {
          name: 'PodSecurity',
          configuration: {
            apiVersion: 'pod-security.admission.config.k8s.io/v1',
            kind: 'PodSecurityConfiguration',
            defaults: { enforce: 'baseline', 'enforce-version': 'v1.30' },
            exemptions: { usernames: ['system:serviceaccount:kube-system:replicaset-controller'] },
          },
        },
      ],
    },
    'authorization.json': {
      apiVersion: 'apiserver.config.k8s.io/v1',
      kind: 'AuthorizationConfiguration',
      authorizers: [{ type: 'RBAC', name: 'rbac' }],
    },
  },
  apiServerFlags: [
    '--admission-control-config-file={{folder}}/admission.json',
    '--authorization-config={{folder}}/authorization.json',
    '--authorization-mode=',
  ],
};

describe.for(controlPlanes().slice(0, 1))('a control plane of its own, Kubernetes $minor', ({ plane }) => {
  let own: Running;
  let api: Api;

  beforeAll(async () => {
    own = await startControlPlane(plane.programs, OPTIONS);
    api = connect(own.plane.admin, 4);
  }, 120_000);

  afterAll(async () => {
    api.close();
    await own.stop();
  });

  test('admits by its configuration', async () => {
    const namespace = await newNamespace(api);
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: { hostPID: true, containers: [{ name: 'web', image: 'nginx:1.29' }] },
    };
    const { status, body } = await api.request('POST', `/api/v1/namespaces/${namespace}/pods?dryRun=All`, pod);
    expect(status).toBe(403);
    expect(body).toMatchObject({
      message: 'pods "web" is forbidden: violates PodSecurity "baseline:v1.30": host namespaces (hostPID=true)',
    });
  });

  test('knows its users, and authorizes by its configuration', async () => {
    const carol = connect(own.plane.users['carol'] ?? own.plane.admin, 1);
    const review = {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: { verb: 'list', resource: 'nodes' } },
    };
    const { body } = await carol.request('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', review);
    carol.close();
    expect(body).toMatchObject({ status: { allowed: false } });
  });

  test('audits by its rules', async () => {
    const namespace = await newNamespace(api);
    const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { a: '1' } };
    await api.request('POST', `/api/v1/namespaces/${namespace}/configmaps`, configMap);
    const events = await eventually(async () => {
      const found = auditEvents(own.plane.auditLog).filter(({ objectRef }) => objectRef?.namespace === namespace);
      return found.some(({ verb, objectRef }) => verb === 'create' && objectRef?.name === 'a') ? found : undefined;
    });
    expect(events?.every(({ objectRef }) => objectRef?.resource === 'configmaps')).toBe(true);
    expect(events).toContainEqual(
      expect.objectContaining({ level: 'Request', requestObject: expect.objectContaining(configMap) }),
    );
  });

  test('leaves nothing behind', async () => {
    await own.stop();
    expect(existsSync(own.plane.folder)).toBe(false);
    await expect(api.request('GET', '/version')).rejects.toThrow('ECONNREFUSED');
  });
});
