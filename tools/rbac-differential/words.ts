import type { Random } from '../fuzz/random.ts';

const RESOURCES = ['pods', 'secrets', '*', '', 'Pods', 'pods/exec', 'constructor', '__proto__'];
const PATHS = ['/', '/apis', '/apis/', '/apis/v1', '/apis/*/v1', '*', '', '/healthz', '/a**', '__proto__'];
const VERBS = ['get', 'list', 'create', 'bind', '*', '', 'GET', 'constructor', '__proto__'];
/** More than there are bits in a number. */
const MANY_VERBS = [...VERBS, ...Array.from({ length: 40 }, (_, index) => `verb-${index}`)];
const NAMES = ['', 'db', 'web', '*', 'd*', '__proto__', 'constructor'];

export interface Vocabulary {
  readonly verbs: readonly string[];
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly subresources: readonly string[];
  /** As rules write them. */
  readonly ruleResources: readonly string[];
  readonly names: readonly string[];
  readonly paths: readonly string[];
  /** As rules write them. */
  readonly ruleUrls: readonly string[];
  readonly namespaces: readonly string[];
  readonly roleNames: readonly string[];
  readonly roleKinds: readonly string[];
  readonly subjectKinds: readonly string[];
  readonly subjectNames: readonly string[];
}

/** Few words, so that rules and requests meet often; among them all that is read in two ways somewhere. */
const WORDS: Vocabulary = {
  verbs: VERBS,
  groups: ['', 'apps', '*', 'apps/v1', '__proto__'],
  resources: RESOURCES,
  subresources: ['', 'exec', 'log', '*', 'exec/more', '__proto__'],
  ruleResources: [
    ...RESOURCES,
    'pods/*',
    '*/*',
    '*/exec',
    '*/',
    '*/exec/more',
    '/exec',
    '*exec',
    '**',
    'pods/',
    'constructor/__proto__',
    '*/__proto__',
  ],
  names: NAMES,
  paths: PATHS,
  ruleUrls: [...PATHS, '/*', '/apis/*', '/apis*', '/apis/***', '**', '/apis/*/v1*', '/healthz*', 'constructor*'],
  namespaces: ['shop', 'prod', '__proto__', 'constructor', '*', 'a/b'],
  roleNames: ['reader', 'admin', '__proto__', 'constructor', 'b/reader', ''],
  roleKinds: ['Role', 'ClusterRole', 'ClusterRole', 'Role', 'role', '', '__proto__'],
  subjectKinds: ['User', 'Group', 'ServiceAccount', 'ServiceAccount', 'User', 'Group', 'Robot', 'user', '', '__proto__'],
  subjectNames: [
    'alice',
    'api',
    '*',
    '',
    '__proto__',
    'constructor',
    'system:serviceaccount:shop:api',
    'system:serviceaccounts',
    'system:serviceaccounts:shop',
    'system:authenticated',
    'system:masters',
    'system:anonymous',
  ],
};

/** The words of one policy: sometimes all of them, sometimes so few that nearly everything meets. */
export function vocabulary(random: Random): Vocabulary {
  const few = (words: readonly string[]): readonly string[] =>
    random.once(3) ? words : Array.from({ length: 1 + random.int(4) }, () => random.pick(words));
  return {
    verbs: random.once(8) ? MANY_VERBS : few(WORDS.verbs),
    groups: few(WORDS.groups),
    resources: few(WORDS.resources),
    subresources: few(WORDS.subresources),
    ruleResources: few(WORDS.ruleResources),
    names: random.once(10) ? [...NAMES, ...Array.from({ length: 20 }, (_, index) => `name-${index}`)] : few(WORDS.names),
    paths: few(WORDS.paths),
    ruleUrls: few(WORDS.ruleUrls),
    namespaces: few(WORDS.namespaces),
    roleNames: few(WORDS.roleNames),
    roleKinds: few(WORDS.roleKinds),
    subjectKinds: few(WORDS.subjectKinds),
    subjectNames: few(WORDS.subjectNames),
  };
}
