import { resourceWords, urlMatches, type Grant, type PolicyRule } from '@bulwark/rbac';

const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];

export type Cell = 'all' | 'named' | 'none';

export interface Row {
  readonly resource: string;
  /** By verb, in the order of `columns`. */
  readonly cells: readonly Cell[];
}

export interface Matrix {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

interface Thing {
  readonly group: string;
  readonly resource: string;
}

/** What grants allow as a table: the resources as the rules name them, by verbs. A wildcard counts for every row that it covers. */
export function matrixOf(grants: readonly Grant[]): Matrix {
  const rules = grants.map(({ rule }) => rule.rule);
  const columns = [...VERBS, ...ownVerbs(rules)];
  const rows = thingsIn(rules).map((thing) => ({
    resource: resourceWords(thing.group, thing.resource),
    cells: columns.map((verb) => cellOf(rules, thing, verb)),
  }));
  const urls = [...new Set(rules.flatMap((rule) => rule.nonResourceURLs))].toSorted().map((url) => ({
    resource: url,
    cells: columns.map((verb) =>
      rules.some((rule) => has(rule.verbs, verb) && rule.nonResourceURLs.some((other) => urlMatches(other, url)))
        ? 'all'
        : 'none',
    ),
  }));
  return { columns, rows: [...rows, ...urls] };
}

/** Verbs beside the ordinary ones: `bind`, `impersonate`, `use`. */
function ownVerbs(rules: readonly PolicyRule[]): readonly string[] {
  const verbs = new Set(rules.flatMap((rule) => rule.verbs));
  return [...verbs].filter((verb) => verb !== '*' && !VERBS.includes(verb)).toSorted();
}

function thingsIn(rules: readonly PolicyRule[]): readonly Thing[] {
  const things = new Map<string, Thing>();
  for (const { apiGroups, resources } of rules) {
    for (const group of apiGroups) for (const resource of resources) things.set(`${group}/${resource}`, { group, resource });
  }
  return [...things].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, thing]) => thing);
}

function cellOf(rules: readonly PolicyRule[], thing: Thing, verb: string): Cell {
  const fitting = rules.filter(
    (rule) => has(rule.verbs, verb) && has(rule.apiGroups, thing.group) && covers(rule.resources, thing.resource),
  );
  if (fitting.some((rule) => rule.resourceNames.length === 0)) return 'all';
  return fitting.length > 0 ? 'named' : 'none';
}

function covers(resources: readonly string[], resource: string): boolean {
  const slash = resource.indexOf('/');
  return has(resources, resource) || (slash !== -1 && resources.includes(`*${resource.slice(slash)}`));
}

function has(list: readonly string[], wanted: string): boolean {
  return list.includes('*') || list.includes(wanted);
}
