import { defaultsOf, findEscalations, type Binding, type Role, type Step } from '@bulwark/rbac';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { smallPolicy } from '../../packages/rbac/src/testing/small-policy.ts';
import { connect, type Api } from '../control-plane/api.ts';
import { startControlPlane, type Running } from '../control-plane/start.ts';
import { controlPlanes, newNamespace, type Named } from './control-planes.ts';
import { SHARED_USERS } from './shared-users.ts';
import { createAny, real } from './rbac/any-objects.ts';
import { eventually } from './eventually.ts';
import { addScore } from './scoreboard.ts';

/** However long it may hang, what it started does not outlive this. */
const LIFETIME_MS = 10 * 60_000;
const WIDTH = 16;
const RBAC = '/apis/rbac.authorization.k8s.io/v1';

/** The rules that a service account is given, each by a binding of its own; in its namespace where nothing else is said. */
const CASES: readonly {
  readonly id: string;
  readonly everywhere?: boolean;
  readonly rules: readonly string[];
  readonly before?: number;
  /** A binding names an account that is not there. */
  readonly gone?: boolean;
}[] = [
  { id: 'everything', everywhere: true, rules: ['* *.*'] },
  { id: 'everything', rules: ['* *.*'] },
  { id: 'bind-role', everywhere: true, rules: ['create clusterrolebindings.rbac', 'bind clusterroles.rbac cluster-admin'] },
  { id: 'bind-role', rules: ['create rolebindings.rbac', 'bind clusterroles.rbac edit'] },
  { id: 'escalate-role', everywhere: true, rules: ['patch clusterroles.rbac', 'escalate clusterroles.rbac'] },
  { id: 'escalate-role', rules: ['patch roles.rbac', 'escalate roles.rbac'] },
  { id: 'impersonate-groups', everywhere: true, rules: ['impersonate users', 'impersonate groups system:masters'] },
  { id: 'impersonate-users', everywhere: true, rules: ['impersonate users'] },
  { id: 'impersonate-service-accounts', rules: ['impersonate serviceaccounts default'] },
  { id: 'mint-token', rules: ['create serviceaccounts/token default'] },
  { id: 'mint-legacy-token', rules: ['create secrets', 'list secrets'] },
  { id: 'create-workload', rules: ['create pods'] },
  { id: 'create-workload', rules: ['create deployments.apps'] },
  { id: 'create-workload', rules: ['create cronjobs.batch'] },
  { id: 'create-workload', rules: ['create jobs.batch'] },
  { id: 'create-workload', rules: ['create daemonsets.apps'] },
  { id: 'create-workload', rules: ['create statefulsets.apps'] },
  { id: 'create-workload', rules: ['create replicasets.apps'] },
  { id: 'create-workload', rules: ['create replicationcontrollers'] },
  { id: 'exec-in-pod', rules: ['create */exec'] },
  { id: 'exec-in-pod', rules: ['get pods/exec'], before: 35 },
  { id: 'debug-pod', rules: ['patch pods/ephemeralcontainers'] },
  { id: 'change-pod', rules: ['patch pods any'] },
  { id: 'node-proxy', everywhere: true, rules: ['get nodes/proxy'] },
  { id: 'read-secrets', rules: ['get secrets any'] },
  { id: 'read-secrets', rules: ['list secrets any'] },
  { id: 'read-secrets', rules: ['list secrets'] },
  { id: 'read-secrets', rules: ['watch secrets'] },
  { id: 'read-secrets', rules: ['patch secrets any'] },
  { id: 'read-secrets', rules: ['deletecollection secrets'] },
  {
    id: 'client-certificate',
    everywhere: true,
    rules: [
      'create certificatesigningrequests.certs',
      'patch certificatesigningrequests.certs/approval',
      'approve signers.certs kubernetes.io/kube-apiserver-client',
      'get certificatesigningrequests.certs',
    ],
  },
  {
    id: 'client-certificate',
    everywhere: true,
    rules: [
      'create certificatesigningrequests.certs',
      'patch certificatesigningrequests.certs/approval any',
      'approve signers.certs kubernetes.io/*',
      'get certificatesigningrequests.certs any',
    ],
  },
  {
    id: 'sign-certificate',
    everywhere: true,
    rules: ['patch certificatesigningrequests.certs/status any', 'sign signers.certs kubernetes.io/kube-apiserver-client'],
  },
  { id: 'mutating-webhook', everywhere: true, rules: ['create mutatingwebhookconfigurations.admission'] },
  { id: 'mutating-webhook', everywhere: true, rules: ['patch mutatingwebhookconfigurations.admission any'] },
  { id: 'validating-webhook', everywhere: true, rules: ['create validatingwebhookconfigurations.admission'] },
  { id: 'validating-webhook', everywhere: true, rules: ['patch validatingwebhookconfigurations.admission any'] },
  { id: 'disarm-admission', everywhere: true, rules: ['delete validatingwebhookconfigurations.admission any'] },
  { id: 'disarm-admission', everywhere: true, rules: ['delete mutatingwebhookconfigurations.admission any'] },
  { id: 'disarm-admission', everywhere: true, rules: ['delete validatingadmissionpolicybindings.admission any'] },
  { id: 'disarm-admission', everywhere: true, rules: ['patch validatingadmissionpolicies.admission any'] },
  { id: 'api-service', everywhere: true, rules: ['create apiservices.apiregistration.k8s.io'] },
  { id: 'api-service', everywhere: true, rules: ['patch apiservices.apiregistration.k8s.io v1.any.example'] },
  {
    id: 'conversion-webhook',
    everywhere: true,
    rules: ['patch customresourcedefinitions.apiextensions.k8s.io anys.any.example'],
  },
  { id: 'steal-pods', everywhere: true, rules: ['patch nodes', 'delete pods'] },
  { id: 'steal-pods', everywhere: true, rules: ['patch nodes/status', 'create pods/eviction'] },
  { id: 'steal-pods', everywhere: true, rules: ['patch nodes any', 'delete nodes any'] },
  { id: 'place-pod', rules: ['create pods', 'create pods/binding'] },
  { id: 'node-files', everywhere: true, rules: ['get nodes/log any'] },
  { id: 'node-files', everywhere: true, rules: ['get nodes/checkpoint'] },
  { id: 'namespace-guard', rules: ['patch namespaces'] },
  { id: 'namespace-guard', everywhere: true, rules: ['patch namespaces any'] },
  { id: 'redirect-service', rules: ['patch endpoints any'] },
  { id: 'redirect-service', rules: ['patch endpointslices.discovery.k8s.io any'] },
  { id: 'external-address', rules: ['patch services/status any'] },
  { id: 'open-network', rules: ['delete networkpolicies.networking.k8s.io any'] },
  { id: 'open-network', rules: ['patch networkpolicies.networking.k8s.io any'] },
  { id: 'reach-pod', rules: ['create pods/portforward'] },
  { id: 'reach-pod', rules: ['get services/proxy any'] },
  { id: 'reach-pod', rules: ['get pods/proxy'] },
  { id: 'cluster-configuration', everywhere: true, rules: ['patch configmaps coredns'] },
  {
    id: 'host-volume',
    everywhere: true,
    rules: ['create persistentvolumes', 'create persistentvolumeclaims', 'create pods'],
  },
  { id: 'storage-class', everywhere: true, rules: ['create storageclasses.storage.k8s.io'] },
  { id: 'aggregate-role', everywhere: true, rules: ['create clusterroles.rbac'] },
  { id: 'poison-revision', rules: ['patch controllerrevisions.apps any'] },
  { id: 'hijack-route', rules: ['create ingresses.networking.k8s.io'] },
  { id: 'hijack-route', rules: ['patch ingresses.networking.k8s.io any'] },
  { id: 'steal-lease', everywhere: true, rules: ['patch leases.coordination.k8s.io'] },
  { id: 'stop-workloads', rules: ['delete deployments.apps any'] },
  { id: 'stop-workloads', rules: ['patch deployments.apps/scale any'] },
  { id: 'stop-workloads', rules: ['create pods/eviction any'] },
  { id: 'read-logs', rules: ['get pods/log'] },
  { id: 'ask-reviews', everywhere: true, rules: ['create tokenreviews.authn'] },
  { id: 'ask-reviews', everywhere: true, rules: ['create subjectaccessreviews.authorization.k8s.io'] },
  { id: 'stop-workloads', rules: ['delete namespaces'] },
  { id: 'take-over-account', rules: ['create serviceaccounts', 'create serviceaccounts/token'], gone: true },
  { id: 'take-over-account', rules: ['create serviceaccounts', 'create pods'], gone: true },
];

/** A kubelet answers these, and there is none. */
const UNSERVED = /exec|attach|proxy|portforward|pods\/any\/log|nodes\/any\/(log|checkpoint)/;

/** Of its own: what the proofs make (webhooks that nobody answers, changed nodes and kinds) must meet no other test. */
describe.for(controlPlanes())('escalations on Kubernetes $minor', (shared) => {
  const minor = Number(shared.minor.split('.')[1]);
  const score = { cases: 0, agree: 0 };
  let own: Running;
  let named: Named;
  beforeAll(async () => {
    own = await startControlPlane(shared.plane.programs, { lifetimeMs: LIFETIME_MS, users: SHARED_USERS });
    named = { minor: shared.minor, plane: own.plane, api: connect(own.plane.admin, WIDTH) };
    if ((await eventually(() => isSettled(named.api))) !== true)
      throw new Error('the controllers have not done their first work');
  }, 120_000);
  afterAll(async () => {
    addScore(inject('scoreboard'), { test: 'proofs of escalations', minor: shared.minor, ...score, elsewhere: 0 });
    named.api.close();
    await own.stop();
  });

  test.for(CASES.filter(({ before = Infinity }) => minor < before))(
    '$id by $rules',
    async ({ id, everywhere = false, rules, gone = false }) => {
      score.cases++;
      const place = await placeFor(named);
      const grants = rules.map((rule, at) => ({
        to: `${place.namespace}/who`,
        rules: [rule],
        role: `${place.namespace}-${at}`,
        ...(!everywhere && { in: place.namespace }),
      }));
      const all = gone
        ? [...grants, { to: `${place.namespace}/gone`, in: place.namespace, rules: ['get pods'], role: 'gone' }]
        : grants;
      const policy = smallPolicy(all, await defaultsOf(minor));
      const exists = (_: string, name: string): boolean => name !== 'gone';
      const found = findEscalations(policy, { minor, exists }).escalations.find(({ primitive }) => primitive.id === id);
      const steps = found?.steps ?? [];
      expect(steps.length).toBeGreaterThan(0);
      const mine = policy.bindings.filter(({ object, roleRef }) => object !== undefined && roleRef.name !== 'gone');
      const roles = policy.roles.filter(({ name }) => name.startsWith(`${place.namespace}-`));
      for (const role of roles) await create(named.api, role.kind, role.namespace, roleBody(role));
      for (const left of mine) {
        const others = mine.filter((binding) => binding !== left);
        for (const binding of others) await create(named.api, binding.kind, binding.namespace, bindingBody(binding, left.name));
        expect(await refused(steps, place), `without ${left.name}`).toBe(true);
        for (const { kind, namespace, name } of others)
          await named.api.request('DELETE', `${pathOf(kind, namespace)}/${place.namespace}-${name}-${left.name}`);
      }
      for (const binding of mine) await create(named.api, binding.kind, binding.namespace, bindingBody(binding, 'all'));
      try {
        expect(await eventually(async () => ((await play(steps, place)) ? true : undefined))).toBe(true);
      } finally {
        for (const { makes } of steps)
          if (makes !== undefined)
            await named.api.request('DELETE', `${pathOf(makes.binding.kind, makes.binding.namespace)}/${makes.binding.name}`);
        for (const { kind, namespace, name } of mine)
          await named.api.request('DELETE', `${pathOf(kind, namespace)}/${place.namespace}-${name}-all`);
      }
      score.agree++;
    },
  );

  interface Place {
    readonly namespace: string;
    readonly who: Api;
  }

  /** A namespace with a pod and a Secret, and a service account with a token. */
  async function placeFor({ api, plane }: Named): Promise<Place> {
    const namespace = await newNamespace(api);
    const path = `/api/v1/namespaces/${namespace}`;
    const meta = { apiVersion: 'v1', metadata: { name: 'any' } };
    await api.request('POST', `${path}/serviceaccounts`, { ...meta, kind: 'ServiceAccount', metadata: { name: 'who' } });
    await api.request('POST', `${path}/secrets`, { ...meta, kind: 'Secret' });
    await api.request('POST', `${path}/pods`, {
      ...meta,
      kind: 'Pod',
      spec: { containers: [{ name: 'web', image: 'registry.example/web:1' }] },
    });
    await createAny(api, namespace);
    const { body } = await api.request('POST', `${path}/serviceaccounts/who/token`, {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: {},
    });
    const { token } = (body as { readonly status: { readonly token: string } }).status;
    return { namespace, who: connect({ ...plane.admin, token }, 4) };
  }

  /** Whether the server lets every step be: a pod is on no node and a node is not there, so that no kubelet answers. */
  async function play(steps: readonly Step[], place: Place): Promise<boolean> {
    for (const step of steps) {
      const status = await send(step, place);
      if (status === 401 || status === 403) return false;
      if (status >= 300 && status !== 409 && !UNSERVED.test(step.path)) throw new Error(`${step.says}: ${status}`);
    }
    return true;
  }

  async function send({ method, path, body, contentType, headers }: Step, { who }: Place): Promise<number> {
    const user = headers?.['Impersonate-User'];
    const group = headers?.['Impersonate-Group'];
    const api = user === undefined ? who : who.as(user, group === undefined ? [] : [group]);
    const { status } = await api.request(method, path, real(body), contentType === undefined ? {} : { contentType });
    return status;
  }

  /** Refused, and still refused when the authorizer has had the time to learn of the bindings. */
  async function refused(steps: readonly Step[], place: Place): Promise<boolean> {
    await new Promise((resolve) => setTimeout(resolve, 300));
    return !(await play(steps, place));
  }

  function bindingBody({ kind, namespace, name, roleRef, subjects }: Binding, without: string): Record<string, unknown> {
    const owner = subjects[0]?.namespace ?? '';
    return {
      kind,
      metadata: { name: `${owner}-${name}-${without}`, ...(namespace !== '' && { namespace }) },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', ...roleRef },
      subjects,
    };
  }

  function roleBody({ kind, name, rules }: Role): Record<string, unknown> {
    return {
      kind,
      metadata: { name },
      rules: rules.map(({ rule: { nonResourceURLs, ...rule } }) =>
        nonResourceURLs.length > 0 ? { nonResourceURLs, verbs: rule.verbs } : rule,
      ),
    };
  }

  function pathOf(kind: string, namespace: string): string {
    return `${RBAC}${namespace === '' ? '' : `/namespaces/${namespace}`}/${kind.toLowerCase()}s`;
  }

  async function create(api: Api, kind: string, namespace: string, body: Record<string, unknown>): Promise<void> {
    const { status, body: answer } = await api.request('POST', pathOf(kind, namespace), {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      ...body,
    });
    if (status !== 201) throw new Error(`${kind}: ${status} ${JSON.stringify(answer)}`);
  }
});

/** Whether a new cluster has what its controllers make: the default account, and the rules of aggregated roles. */
async function isSettled(api: Api): Promise<true | undefined> {
  const account = await api.request('GET', '/api/v1/namespaces/default/serviceaccounts/default');
  const role = await api.request('GET', `${RBAC}/clusterroles/edit`);
  const { rules } = role.body as { readonly rules?: readonly unknown[] | null };
  return account.status === 200 && (rules ?? []).length > 0 ? true : undefined;
}
