/** Few words, so that rules and requests meet often; among them all that is read in two ways somewhere. */
export const VERBS: readonly string[] = ['get', 'list', 'create', 'bind', '*', '', 'GET', 'constructor', '__proto__'];
export const GROUPS: readonly string[] = ['', 'apps', '*', 'apps/v1', '__proto__'];
export const RESOURCES: readonly string[] = ['pods', 'secrets', '*', '', 'Pods', 'pods/exec', 'constructor', '__proto__'];
export const SUBRESOURCES: readonly string[] = ['', 'exec', 'log', '*', 'exec/more', '__proto__'];
export const RULE_RESOURCES: readonly string[] = [
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
];
export const NAMES: readonly string[] = ['', 'db', 'web', '*', 'd*', '__proto__', 'constructor'];
export const PATHS: readonly string[] = [
  '/',
  '/apis',
  '/apis/',
  '/apis/v1',
  '/apis/*/v1',
  '*',
  '',
  '/healthz',
  '/a**',
  '__proto__',
];
export const RULE_URLS: readonly string[] = [
  ...PATHS,
  '/*',
  '/apis/*',
  '/apis*',
  '/apis/***',
  '**',
  '/apis/*/v1*',
  '/healthz*',
  'constructor*',
];
export const NAMESPACES: readonly string[] = ['shop', 'prod', '__proto__', 'constructor', '*', 'a/b'];
export const ROLE_NAMES: readonly string[] = ['reader', 'admin', '__proto__', 'constructor', 'b/reader', ''];
export const ROLE_KINDS: readonly string[] = ['Role', 'ClusterRole', 'ClusterRole', 'Role', 'role', '', '__proto__'];
export const SUBJECT_KINDS: readonly string[] = [
  'User',
  'Group',
  'ServiceAccount',
  'ServiceAccount',
  'User',
  'Group',
  'Robot',
  'user',
  '',
  '__proto__',
];
export const SUBJECT_NAMES: readonly string[] = [
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
];
