import type { JsonObject } from '@bulwark/model';
import { resourceRequest, serviceAccountName, urlRequest, type Request, type WantedUser } from '@bulwark/rbac';
import type { Dice } from '../dice.ts';

const AUTHENTICATION = 'authentication.k8s.io';
const MODES = ['legacy', 'user-info', 'serviceaccount', 'arbitrary-node', 'associated-node'] as const;
type Mode = (typeof MODES)[number];

const USERS = ['ann', 'bob', 'system:kube-scheduler', 'system:anonymous', 'system:node:', 'system:serviceaccount:one'];
const GROUPS = ['team', 'ops', 'g1', 'g2', 'g3', 'system:authenticated', 'system:unauthenticated', 'system:masters', ''];
const UIDS = ['u1', 'u2'];
const EXTRA_KEYS = ['scopes', 'example.com/project'];
const EXTRA_VALUES = ['a', 'b', 'c', 'd', ''];

export interface Vocabulary {
  readonly namespaces: readonly [string, string];
  readonly nodes: readonly [string, string];
}

/** Rules that are bound together, in a namespace or, where it is empty, in the whole cluster. */
export interface WishGrant {
  readonly rules: readonly JsonObject[];
  readonly namespace: string;
}

/** Rights that make sense together most of the time; now and then one is not there, or is limited to names. */
export function randomWishRules(dice: Dice, words: Vocabulary, runsOn?: string): readonly WishGrant[] {
  const likely = runsOn !== undefined && dice.chance(0.6) ? 'associated-node' : dice.pick(MODES);
  const modes = dice.chance(0.7) ? [likely] : dice.some(MODES, 0.5);
  return modes.flatMap((mode) => {
    const grants = [
      nameRules(dice, mode, words),
      ...dice.some([groupRules(dice, mode), uidRules(dice, mode), extraRules(dice, mode)], 0.7),
    ];
    const on = mode === 'legacy' ? [] : [actions(dice, mode)];
    return [...grants, ...on]
      .filter(() => dice.chance(0.9))
      .map((rules) => ({
        rules,
        namespace: dice.chance(0.85) || rules.some((rule) => 'nonResourceURLs' in rule) ? '' : dice.pick(words.namespaces),
      }));
  });
}

function ruleFor(
  dice: Dice,
  mode: Mode,
  group: string,
  resources: readonly string[],
  resourceNames: readonly string[],
): JsonObject {
  const verb = mode === 'legacy' ? 'impersonate' : `impersonate:${mode}`;
  const apiGroup = dice.chance(0.04) ? (group === '' ? AUTHENTICATION : '') : group;
  return {
    verbs: dice.chance(0.05) ? ['*'] : [verb],
    apiGroups: [dice.chance(0.05) ? '*' : apiGroup],
    resources,
    ...(resourceNames.length > 0 && dice.chance(0.5) && { resourceNames }),
  };
}

function nameRules(dice: Dice, mode: Mode, { nodes }: Vocabulary): readonly JsonObject[] {
  const group = mode === 'legacy' ? '' : AUTHENTICATION;
  if (mode === 'serviceaccount') return [ruleFor(dice, mode, group, ['serviceaccounts'], dice.some(['default', 'api'], 0.7))];
  if (mode === 'arbitrary-node') return [ruleFor(dice, mode, group, ['nodes'], dice.some([...nodes, '*'], 0.6))];
  if (mode === 'associated-node') return [ruleFor(dice, mode, group, ['nodes'], dice.some([...nodes, '*', '*'], 0.6))];
  const users = [ruleFor(dice, mode, group, ['users'], dice.some(USERS, 0.5))];
  return mode === 'legacy'
    ? [...users, ruleFor(dice, mode, group, ['serviceaccounts'], dice.some(['default', 'api'], 0.7))]
    : users;
}

function groupRules(dice: Dice, mode: Mode): readonly JsonObject[] {
  return [ruleFor(dice, mode, mode === 'legacy' ? '' : AUTHENTICATION, ['groups'], dice.some([...GROUPS, '*'], 0.6))];
}

function uidRules(dice: Dice, mode: Mode): readonly JsonObject[] {
  return [ruleFor(dice, mode, AUTHENTICATION, ['uids'], dice.some(UIDS, 0.6))];
}

function extraRules(dice: Dice, mode: Mode): readonly JsonObject[] {
  const resources = dice.pick([
    ['userextras/scopes'],
    ['userextras/scopes', 'userextras/example.com/project'],
    ['userextras/*'],
    ['*/scopes'],
    ['userextras'],
    ['*'],
  ]);
  return [ruleFor(dice, mode, AUTHENTICATION, resources, dice.some([...EXTRA_VALUES, '*'], 0.6))];
}

function actions(dice: Dice, mode: Mode): readonly JsonObject[] {
  const verbs = ['get', 'list', 'create'].map((verb) => `impersonate-on:${mode}:${verb}`);
  const rule = (more: JsonObject): JsonObject => ({
    verbs: dice.chance(0.8) ? verbs : dice.some(verbs, 0.7).concat(verbs[0] ?? ''),
    ...more,
  });
  const rules = [
    rule({ apiGroups: [''], resources: ['pods'], ...(dice.chance(0.2) && { resourceNames: ['any'] }) }),
    rule({ apiGroups: [AUTHENTICATION], resources: ['selfsubjectreviews'] }),
    rule({ nonResourceURLs: ['/version'] }),
  ];
  return dice.chance(0.6) ? rules : dice.some(rules, 0.6).concat(rules[0] ?? []);
}

/** What is sent, and how the authorizer sees it. */
export interface Asking {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: JsonObject;
  readonly request: Request;
}

export function randomAsking(dice: Dice, { namespaces }: Vocabulary): Asking {
  const namespace = dice.pick(namespaces);
  const pods = `/api/v1/namespaces/${namespace}/pods`;
  return dice.pick<Asking>([
    {
      method: 'POST',
      path: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
      body: { apiVersion: `${AUTHENTICATION}/v1`, kind: 'SelfSubjectReview' },
      request: resourceRequest({ verb: 'create', group: AUTHENTICATION, resource: 'selfsubjectreviews' }),
    },
    { method: 'GET', path: pods, request: resourceRequest({ verb: 'list', resource: 'pods', namespace }) },
    { method: 'GET', path: `${pods}/any`, request: resourceRequest({ verb: 'get', resource: 'pods', namespace, name: 'any' }) },
    { method: 'GET', path: '/version', request: urlRequest('get', '/version') },
  ]);
}

/** Whom somebody wants to be: most of the time no more than a name, or a name and one thing beside it. */
export function randomWish(dice: Dice, { namespaces, nodes }: Vocabulary, runsOn: string | undefined): WantedUser {
  if (runsOn !== undefined && dice.chance(0.3)) return { name: `system:node:${runsOn}` };
  const accounts = namespaces.flatMap((namespace) => ['default', 'api'].map((name) => serviceAccountName(namespace, name)));
  const node = `system:node:${dice.pick(nodes)}`;
  const nobody = dice.chance(0.02);
  const name = dice.pick([dice.pick(USERS), dice.pick(accounts), node, dice.pick(USERS.slice(0, 3))]);
  const beside = ['groups', 'uid', 'extra'];
  const more = nobody ? [dice.pick(beside)] : dice.chance(0.5) ? [] : dice.some(beside, 0.5);
  return {
    name: nobody ? '' : name,
    ...(more.includes('groups') && { groups: someOf(dice, GROUPS) }),
    ...(more.includes('uid') && { uid: dice.pick(UIDS) }),
    ...(more.includes('extra') && { extra: randomExtra(dice) }),
  };
}

function randomExtra(dice: Dice): ReadonlyMap<string, readonly string[]> {
  return new Map(someOf(dice, EXTRA_KEYS).map((key) => [key, someOf(dice, EXTRA_VALUES)]));
}

/** At least one; now and then many, which may be asked about at once. */
function someOf(dice: Dice, from: readonly string[]): readonly string[] {
  const list = dice.shuffled(from).filter((item) => (!item.startsWith('system:') && item !== '' ? true : dice.chance(0.3)));
  return list.slice(0, dice.chance(0.25) ? 5 : 1 + dice.below(2));
}

/** The headers that say it. */
export function headersOf({
  name,
  groups = [],
  uid = '',
  extra = new Map(),
}: WantedUser): Readonly<Record<string, string | readonly string[]>> {
  return {
    ...(name !== '' && { 'impersonate-user': name }),
    ...(groups.length > 0 && { 'impersonate-group': groups }),
    ...(uid !== '' && { 'impersonate-uid': uid }),
    ...Object.fromEntries(
      [...extra].map(([key, values]) => [`impersonate-extra-${encodeURIComponent(key).toLowerCase()}`, values]),
    ),
  };
}
