import { kubeObject, type JsonObject, type KubeObject } from '@bulwark/model';
import {
  AuthorizerChain,
  authorityOf,
  authorizerOf,
  authorizersOfModes,
  NodeAuthorizer,
  RbacIndex,
  readPolicy,
  type ChainDecision,
  type Policy,
} from '@bulwark/rbac';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { connect, type Api } from '../control-plane/api.ts';
import { inParallel } from '../control-plane/in-parallel.ts';
import { startControlPlane, type Running } from '../control-plane/start.ts';
import { controlPlanes, createNamespace } from './control-planes.ts';
import { dice } from './dice.ts';
import { eventually } from './eventually.ts';
import { nodeQuestions } from './rbac/node-requests.ts';
import { NODE_NAMESPACES, nodeWorld } from './rbac/node-world.ts';
import { storedPolicy } from './rbac/policy-store.ts';
import type { Question } from './rbac/random-requests.ts';
import { accessReview, type AccessReview } from './rbac/reviews.ts';
import { addScore } from './scoreboard.ts';
import { seed } from './seed.ts';

const QUESTIONS = 4000;
const WIDTH = 12;
const TRIES = 10;
const PAUSE_MS = 300;
const LIFETIME_MS = 10 * 60_000;
/** ResourceClaims and their like have their v1 from this minor on. */
const SINCE = 34;

const LISTS: readonly (readonly [apiVersion: string, kind: string, path: string])[] = [
  ['v1', 'Pod', '/api/v1/pods'],
  ['v1', 'ServiceAccount', '/api/v1/serviceaccounts'],
  ['v1', 'PersistentVolume', '/api/v1/persistentvolumes'],
  ['v1', 'PersistentVolumeClaim', '/api/v1/persistentvolumeclaims'],
  ['storage.k8s.io/v1', 'VolumeAttachment', '/apis/storage.k8s.io/v1/volumeattachments'],
  ['resource.k8s.io/v1', 'ResourceSlice', '/apis/resource.k8s.io/v1/resourceslices'],
  ['resource.k8s.io/v1', 'ResourceClaim', '/apis/resource.k8s.io/v1/resourceclaims'],
];

const NODE_ROLE = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' };
/** RBAC gives one node something beside. */
const BINDING: JsonObject = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { namespace: 'lab', name: 'n3-views' },
  roleRef: NODE_ROLE,
  subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'system:node:n3' }],
};

const planes = controlPlanes().filter(({ minor }) => Number(minor.split('.')[1]) >= SINCE);

/** Of its own: its pods must be all that there are. */
describe.for(planes)('Node and RBAC of Kubernetes $minor', ({ minor, plane }) => {
  const number = Number(minor.split('.')[1]);
  const world = nodeWorld(dice(seed() + number));
  let own: Running;
  let api: Api;

  beforeAll(async () => {
    own = await startControlPlane(plane.programs, {
      lifetimeMs: LIFETIME_MS,
      apiServerFlags: ['--authorization-mode=Node,RBAC'],
    });
    api = connect(own.plane.admin, WIDTH);
    for (const namespace of NODE_NAMESPACES) await createNamespace(api, namespace);
    for (const { path, object } of world) await post(api, path, object);
    await post(api, '/apis/rbac.authorization.k8s.io/v1/namespaces/lab/rolebindings', BINDING);
  }, 120_000);

  afterAll(async () => {
    api.close();
    await own.stop();
  });

  test(`${QUESTIONS} questions about what nodes may`, async () => {
    const stored = await eventually(() => settled(api));
    expect(stored, 'the claims of templates are made').toBeDefined();
    const policy = await filledPolicy(api);
    const fromServer = chainOf(policy, stored ?? [], number);
    const fromManifests = chainOf(
      policy,
      world.map(({ object }) => kubeObject(object)),
      number,
    );
    const questions = nodeQuestions(dice(seed() + number), stored ?? [], QUESTIONS);
    const answers = await inParallel(questions, WIDTH, (question) => patientAnswer(api, fromServer, fromManifests, question));
    const differences = answers.filter((answer) => !agrees(answer));
    addScore(inject('scoreboard'), {
      test: 'rbac: Node and RBAC, SubjectAccessReview',
      minor,
      cases: answers.length,
      agree: answers.length - differences.length,
      elsewhere: 0,
    });
    expect(differences.slice(0, 3), `${differences.length} of ${answers.length}, seed ${seed()}`).toEqual([]);
    const by = (name: string | undefined): number => answers.filter(({ ours }) => deciderOf(ours[0]) === name).length;
    expect(by('Node'), 'enough of all, or nothing is said by it').toBeGreaterThan(QUESTIONS / 10);
    expect(by('RBAC')).toBeGreaterThan(QUESTIONS / 100);
    expect(answers.filter(({ ours }) => isByPath(ours[0])).length).toBeGreaterThan(QUESTIONS / 40);
    expect(answers.filter(({ server }) => !server.allowed).length).toBeGreaterThan(QUESTIONS / 4);
  }, 180_000);
});

async function post(api: Api, path: string, object: JsonObject): Promise<void> {
  const { status, body } = await api.request('POST', path, object);
  if (status !== 201) throw new Error(`${path}: ${status} ${JSON.stringify(body)} for ${JSON.stringify(object)}`);
}

/** Everything that the server has, when every pod that waits for a claim from a template has it. */
async function settled(api: Api): Promise<readonly KubeObject[] | undefined> {
  const objects = await storedObjects(api);
  const waits = objects.some(({ kind, value }) => {
    if (kind !== 'Pod') return false;
    const { spec, status } = value as unknown as PodParts;
    const templates = spec.resourceClaims?.filter(({ resourceClaimTemplateName }) => resourceClaimTemplateName !== undefined);
    return (templates?.length ?? 0) > (status.resourceClaimStatuses?.length ?? 0);
  });
  return waits ? undefined : objects;
}

interface PodParts {
  readonly spec: { readonly resourceClaims?: readonly { readonly resourceClaimTemplateName?: string }[] };
  readonly status: { readonly resourceClaimStatuses?: readonly object[] };
}

async function storedObjects(api: Api): Promise<readonly KubeObject[]> {
  const lists = await Promise.all(
    LISTS.map(async ([apiVersion, kind, path]) => {
      const { status, body } = await api.request('GET', path);
      if (status !== 200) throw new Error(`${path}: ${status}`);
      return (body as { readonly items: readonly JsonObject[] }).items.map((item) => kubeObject({ apiVersion, kind, ...item }));
    }),
  );
  return lists.flat();
}

/** With `view` gathered, which one of the bindings names. */
async function filledPolicy(api: Api): Promise<Policy> {
  return readPolicy(await storedPolicy(api), { complete: true });
}

function chainOf(policy: Policy, objects: readonly KubeObject[], minor: number): AuthorizerChain {
  return new AuthorizerChain(authorizersOfModes('Node,RBAC'), {
    rbac: authorityOf(new RbacIndex(policy)),
    node: new NodeAuthorizer(objects, { minor, complete: true }),
  });
}

interface Answered {
  readonly question: Question;
  readonly server: AccessReview;
  /** From what the server has, and from what was written. */
  readonly ours: readonly ChainDecision[];
}

/** The server's authorizers watch what they need to know: where it does not say the same, it is asked again. */
async function patientAnswer(
  api: Api,
  fromServer: AuthorizerChain,
  fromManifests: AuthorizerChain,
  question: Question,
): Promise<Answered> {
  const { user, request } = question;
  // Which claim was made from a template stands in no manifest.
  const chains =
    request.kind === 'resource' && request.resource === 'resourceclaims' ? [fromServer] : [fromServer, fromManifests];
  const ours = chains.map((chain) => chain.authorize(user, request));
  for (let tries = 0; ; tries++) {
    const answer = { question, ours, server: await accessReview(api, question) };
    if (agrees(answer) || tries === TRIES) return answer;
    await sleep(PAUSE_MS);
  }
}

/** Also in who decides: the Node authorizer has no reason where it allows. Which of several bindings RBAC names is left to its caches. */
function agrees({ server, ours }: Answered): boolean {
  return ours.every((decision) => {
    if (decision.verdict !== 'allow') return !server.allowed && decision.gaps.length === 0;
    const { grant } = decision;
    const isRbacs = typeof grant === 'object' && !('authorizer' in grant);
    return server.allowed && isRbacs === (server.reason ?? '').startsWith('RBAC: allowed by');
  });
}

function deciderOf(decision: ChainDecision | undefined): string | undefined {
  return decision?.verdict === 'allow' ? authorizerOf(decision.grant) : undefined;
}

function isByPath(decision: ChainDecision | undefined): boolean {
  if (decision?.verdict !== 'allow') return false;
  const { grant } = decision;
  return typeof grant === 'object' && 'because' in grant && grant.because.kind === 'path';
}
