import { PROOF_NAME, type Binding, type Role, type Step } from '@bulwark/rbac';
import { connect, type Api } from '../../control-plane/api.ts';
import type { ControlPlane } from '../../control-plane/start.ts';
import { newNamespace } from '../control-planes.ts';
import { eventually } from '../eventually.ts';
import { createAny, createTrustBundles, real } from './any-objects.ts';

const GROUP = 'rbac.authorization.k8s.io';
const RBAC = `/apis/${GROUP}/v1`;
/** The authorizer hears of bindings a little later. */
const HEARD_MS = 300;

/** A kubelet answers these, and there is none. */
const UNSERVED = /exec|attach|proxy|portforward|pods\/any\/log|nodes\/any\/(log|checkpoint|configz|stats|metrics|pods)/;

/** A server on which proofs are replayed: with what bindings, and what then comes of it. */
export class ProofServer {
  readonly #plane: ControlPlane;
  readonly #api: Api;
  readonly #minor: number;
  #namespace = '';
  #who: Api | undefined;

  constructor(plane: ControlPlane, api: Api, minor: number) {
    this.#plane = plane;
    this.#api = api;
    this.#minor = minor;
  }

  /** A new namespace with one object of every kind that proofs aim at; the account `who` in it sends them. */
  async enter(accounts: readonly string[] = []): Promise<string> {
    const namespace = await newNamespace(this.#api);
    this.#namespace = namespace;
    const path = `/api/v1/namespaces/${namespace}`;
    const meta = { apiVersion: 'v1', metadata: { name: 'any' } };
    for (const name of ['who', ...accounts])
      await this.#api.request('POST', `${path}/serviceaccounts`, { ...meta, kind: 'ServiceAccount', metadata: { name } });
    await this.#api.request('POST', `${path}/secrets`, { ...meta, kind: 'Secret' });
    await this.#api.request('POST', `${path}/pods`, {
      ...meta,
      kind: 'Pod',
      spec: { containers: [{ name: 'web', image: 'registry.example/web:1' }] },
    });
    await createAny(this.#api, namespace);
    if (this.#minor >= 37) await createTrustBundles(this.#api);
    const { body } = await this.#api.request('POST', `${path}/serviceaccounts/who/token`, {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: {},
    });
    this.#who = this.#by(tokenIn(body));
    return namespace;
  }

  async createRole({ kind, namespace, name, rules }: Role): Promise<void> {
    await this.#create(kind, namespace, {
      kind,
      metadata: { name },
      rules: rules.map(({ rule: { nonResourceURLs, ...rule } }) =>
        nonResourceURLs.length > 0 ? { nonResourceURLs, verbs: rule.verbs } : rule,
      ),
    });
  }

  /** Runs something while these bindings are there. */
  async withBindings<T>(bindings: readonly Binding[], mark: string, run: () => Promise<T>): Promise<T> {
    const nameOf = ({ name }: Binding): string => `${this.#namespace}-${name}-${mark}`;
    for (const binding of bindings) {
      const { kind, namespace, roleRef, subjects } = binding;
      await this.#create(kind, namespace, {
        kind,
        metadata: { name: nameOf(binding), ...(namespace !== '' && { namespace }) },
        roleRef: { apiGroup: GROUP, ...roleRef },
        subjects: subjects.map(({ kind: of, name, namespace: home }) => ({
          kind: of,
          name,
          ...(home !== '' && { namespace: home }),
        })),
      });
    }
    try {
      return await run();
    } finally {
      for (const binding of bindings)
        await this.#api.request('DELETE', `${pathOf(binding.kind, binding.namespace)}/${nameOf(binding)}`);
    }
  }

  /** Whether the server lets every step be, and in the end what is asked for. */
  async allows(steps: readonly Step[], reads?: string): Promise<boolean> {
    const allowed = await eventually(async () => ((await this.#play(steps)) ? true : undefined));
    if (allowed !== true) return false;
    if (reads === undefined) return true;
    const could = await eventually(async () => ((await this.#sender.request('GET', reads)).status === 200 ? true : undefined));
    return could === true;
  }

  /** Whether it refuses a step, also when it has had the time to hear of the bindings. */
  async refuses(steps: readonly Step[]): Promise<boolean> {
    await new Promise((resolve) => setTimeout(resolve, HEARD_MS));
    return !(await this.#play(steps));
  }

  /** Takes away what steps have made by which somebody may do more. */
  async forget(steps: readonly Step[]): Promise<void> {
    for (const { makes } of steps)
      if (makes !== undefined && makes.binding.name.startsWith(PROOF_NAME))
        await this.#api.request('DELETE', `${pathOf(makes.binding.kind, makes.binding.namespace)}/${makes.binding.name}`);
    await this.#api.request('DELETE', `${RBAC}/clusterroles/${PROOF_NAME}`);
  }

  async remove({ kind, namespace, name }: Role): Promise<void> {
    await this.#api.request('DELETE', `${pathOf(kind, namespace)}/${name}`);
  }

  get #sender(): Api {
    if (this.#who === undefined) throw new Error('nobody is there');
    return this.#who;
  }

  async #play(steps: readonly Step[]): Promise<boolean> {
    const tokens = new Map<string, string>();
    let said: Step['headers'];
    for (const step of steps) {
      said = step.headers ?? (step.through === undefined ? undefined : said);
      const sender = (step.through ?? step.as).name;
      const token = tokens.get(sender);
      const api = token === undefined ? this.#sender : this.#by(token);
      const { status, body } = await send(step, api, said);
      if (token !== undefined) api.close();
      if (status === 401 || status === 403) return false;
      if (status >= 300 && status !== 409 && !UNSERVED.test(step.path))
        throw new Error(`${step.says}: ${status} ${JSON.stringify(body)}`);
      const account = /\/namespaces\/([^/]+)\/serviceaccounts\/([^/]+)\/token$/.exec(step.path);
      if (account !== null && status === 201) tokens.set(`system:serviceaccount:${account[1]}:${account[2]}`, tokenIn(body));
      if (!(await this.#mayUse(step, api))) return false;
    }
    return true;
  }

  /** What only the admission of others asks about is asked about by a review. */
  async #mayUse({ permissions }: Step, api: Api): Promise<boolean> {
    for (const { request } of permissions) {
      if (request.kind !== 'resource' || request.verb !== 'use') continue;
      const { kind: _, ...resourceAttributes } = request;
      const { body } = await api.request('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: { resourceAttributes },
      });
      if (!(body as { readonly status: { readonly allowed: boolean } }).status.allowed) return false;
    }
    return true;
  }

  #by(token: string): Api {
    return connect({ ...this.#plane.admin, token }, 4);
  }

  async #create(kind: string, namespace: string, body: Record<string, unknown>): Promise<void> {
    const { status, body: answer } = await this.#api.request('POST', pathOf(kind, namespace), {
      apiVersion: `${GROUP}/v1`,
      ...body,
    });
    if (status !== 201) throw new Error(`${kind}: ${status} ${JSON.stringify(answer)}`);
  }
}

async function send({ method, path, body, contentType }: Step, api: Api, said: Step['headers']): ReturnType<Api['request']> {
  const user = said?.['Impersonate-User'];
  const group = said?.['Impersonate-Group'];
  const sender = user === undefined ? api : api.as(user, group === undefined ? [] : [group]);
  return sender.request(method, path, real(body), contentType === undefined ? {} : { contentType });
}

function tokenIn(body: unknown): string {
  return (body as { readonly status: { readonly token: string } }).status.token;
}

function pathOf(kind: string, namespace: string): string {
  return `${RBAC}${namespace === '' ? '' : `/namespaces/${namespace}`}/${kind.toLowerCase()}s`;
}
