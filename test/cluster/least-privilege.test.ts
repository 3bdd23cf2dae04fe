import { readFileSync } from 'node:fs';
import { AuditReader, type BadEntry } from '@bulwark/audit';
import { Observations, propose } from '@bulwark/least-privilege';
import { stringAt, type Json } from '@bulwark/model';
import { defaultsOf } from '@bulwark/rbac';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, type Api } from '../control-plane/api.ts';
import { startControlPlane, type Running } from '../control-plane/start.ts';
import { controlPlanes, createNamespace } from './control-planes.ts';
import { eventually } from './eventually.ts';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const GROUP = 'rbac.authorization.k8s.io';
const USER = 'system:serviceaccount:shop:robot';
const CONFIG_MAPS = '/api/v1/namespaces/shop/configmaps';
const APPLY = 'application/apply-patch+yaml';
const configMap = (name: string): object => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { a: 'b' } });
const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ name: 'c', image: 'i' }] } };

interface Step {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  readonly contentType?: string;
  readonly as?: string;
}

const step = (method: string, path: string, body?: object, contentType?: string): Step => ({
  method,
  path,
  ...(body !== undefined && { body }),
  ...(contentType !== undefined && { contentType }),
});

const SESSION: readonly Step[] = [
  step('GET', '/api/v1/pods'),
  step('GET', `${CONFIG_MAPS}?watch=true&timeoutSeconds=1`),
  step('GET', `${CONFIG_MAPS}?fieldSelector=metadata.name%3Dkube-root-ca.crt`),
  step('POST', CONFIG_MAPS, configMap('made')),
  step('GET', `${CONFIG_MAPS}/made`),
  step('PATCH', `${CONFIG_MAPS}/applied?fieldManager=robot`, configMap('applied'), APPLY),
  step('PATCH', `${CONFIG_MAPS}/made`, { data: { c: 'd' } }, 'application/merge-patch+json'),
  step('DELETE', `${CONFIG_MAPS}/made`),
  step('POST', '/api/v1/namespaces/shop/pods', pod),
  step('POST', '/api/v1/namespaces/shop/pods/web/exec?command=true&stdout=true'),
  step('GET', '/api/v1/namespaces/shop/pods/web/exec?command=true&stdout=true'),
  step('POST', '/api/v1/namespaces/shop/serviceaccounts/default/token', {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec: {},
  }),
  step('GET', '/api/v1/namespaces/shop'),
  step('POST', `${RBAC}/namespaces/shop/roles`, {
    apiVersion: `${GROUP}/v1`,
    kind: 'Role',
    metadata: { name: 'handed-out' },
    rules: [{ apiGroups: ['apps'], resources: ['deployments'], verbs: ['get'] }],
  }),
  step('POST', `${RBAC}/namespaces/shop/rolebindings`, {
    apiVersion: `${GROUP}/v1`,
    kind: 'RoleBinding',
    metadata: { name: 'viewers' },
    roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: 'view' },
    subjects: [{ kind: 'User', name: 'ann', apiGroup: GROUP }],
  }),
  { ...step('GET', '/api/v1/namespaces/shop/pods'), as: 'ann' },
];
const PROBES: readonly Step[] = [step('GET', '/apis/batch/v1/namespaces/shop/jobs'), step('GET', '/metrics')];
/** What the old role allowed and nobody used. */
const UNUSED: readonly Step[] = [
  step('GET', '/api/v1/namespaces/shop/secrets'),
  step('DELETE', '/api/v1/namespaces/shop/pods/web'),
];

describe.for(controlPlanes())('least privilege on Kubernetes $minor', ({ minor, plane }) => {
  let running: Running;
  let admin: Api;
  let robot: Api;

  const ask = async ({ method, path, body, contentType, as }: Step): Promise<number> => {
    const api = as === undefined ? robot : robot.as(as);
    const { status } = await api.request(method, path, body, contentType === undefined ? {} : { contentType });
    return status;
  };

  /** The server learns of a new binding in a while: what the session binds itself counts a little later. */
  const becomesAllowed = (each: Step): Promise<true | undefined> =>
    eventually(async () => ((await ask(each)) === 403 ? undefined : true));

  beforeAll(async () => {
    running = await startControlPlane(plane.programs, {
      lifetimeMs: 5 * 60_000,
      auditRules: [{ level: 'RequestResponse', resources: [{ group: GROUP }] }, { level: 'Metadata' }],
    });
    admin = connect(running.plane.admin, 4);
    await createNamespace(admin, 'shop');
    await admin.request('POST', '/api/v1/namespaces/shop/serviceaccounts', { metadata: { name: 'robot' } });
    const token = await admin.request('POST', '/api/v1/namespaces/shop/serviceaccounts/robot/token', {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: {},
    });
    robot = connect({ ...running.plane.admin, token: stringAt(token.body as Json, 'status', 'token') ?? '' }, 4);
    await admin.request('POST', `${RBAC}/clusterroles`, {
      metadata: { name: 'wide' },
      rules: [{ apiGroups: ['', 'apps', GROUP], resources: ['*'], verbs: ['*'] }],
    });
    await admin.request('POST', `${RBAC}/clusterrolebindings`, {
      metadata: { name: 'old' },
      roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: 'wide' },
      subjects: [{ kind: 'ServiceAccount', name: 'robot', namespace: 'shop' }],
    });
    await eventually(async () => ((await ask(step('GET', '/api/v1/pods'))) === 200 ? true : undefined));
  }, 120_000);

  afterAll(async () => {
    robot.close();
    admin.close();
    await running.stop();
  });

  test('roles of the audit log allow the whole session again, and no more', async () => {
    for (const each of SESSION) expect({ ...each, allowed: await becomesAllowed(each) }).toEqual({ ...each, allowed: true });
    for (const each of PROBES) expect({ ...each, status: await ask(each) }).toMatchObject({ status: 403 });
    const observations = await read(running.plane.auditLog);
    const log = observations.subjects.get(USER);
    if (log === undefined) throw new Error('the robot is not in the log');
    const today = { policy: undefined, defaults: await defaultsOf(Number(minor.split('.').at(-1))) };
    const proposal = propose(log, today, { names: 'keep', window: observations.window });
    expect(proposal.proof).toMatchObject({ refused: [], beyond: [] });
    expect(proposal.denied.length).toBeGreaterThanOrEqual(PROBES.length);

    for (const { kind, namespace, value } of proposal.manifests) {
      const where = namespace === undefined ? RBAC : `${RBAC}/namespaces/${namespace}`;
      const { status, body } = await admin.request('POST', `${where}/${kind.toLowerCase()}s`, value);
      expect({ status, body: status === 201 ? undefined : body }).toEqual({ status: 201, body: undefined });
    }
    await admin.request('DELETE', `${RBAC}/clusterrolebindings/old`);
    await admin.request('DELETE', `${CONFIG_MAPS}/applied`);
    await admin.request('DELETE', `${RBAC}/namespaces/shop/roles/handed-out`);
    await admin.request('DELETE', `${RBAC}/namespaces/shop/rolebindings/viewers`);
    await admin.request('DELETE', '/api/v1/namespaces/shop/pods/web?gracePeriodSeconds=0');
    const settled = await eventually(async () => ((await ask(UNUSED[0] as Step)) === 403 ? true : undefined));
    expect(settled).toBe(true);
    for (const each of SESSION) expect({ ...each, allowed: await becomesAllowed(each) }).toEqual({ ...each, allowed: true });
    for (const each of [...PROBES, ...UNUSED]) expect({ ...each, status: await ask(each) }).toMatchObject({ status: 403 });
  }, 120_000);
});

async function read(file: string): Promise<Observations> {
  // The server writes an event before it answers, or soon after.
  await new Promise((resolve) => {
    setTimeout(resolve, 500);
  });
  const observations = new Observations();
  const bad: BadEntry[] = [];
  const reader = new AuditReader({ event: (event) => observations.add(event), bad: (entry) => void bad.push(entry) });
  reader.push(readFileSync(file));
  reader.end();
  expect(bad).toEqual([]);
  return observations;
}
