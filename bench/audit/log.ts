/** A generator of audit logs: any size, always the same bytes, in a block of memory that it writes over. */

const USERS = 400;
const NAMESPACES = 120;
const RESOURCES = [
  ['', 'v1', 'pods'],
  ['', 'v1', 'configmaps'],
  ['', 'v1', 'secrets'],
  ['', 'v1', 'services'],
  ['', 'v1', 'endpoints'],
  ['', 'v1', 'events'],
  ['apps', 'v1', 'deployments'],
  ['apps', 'v1', 'replicasets'],
  ['apps', 'v1', 'statefulsets'],
  ['batch', 'v1', 'jobs'],
  ['coordination.k8s.io', 'v1', 'leases'],
  ['networking.k8s.io', 'v1', 'ingresses'],
  ['rbac.authorization.k8s.io', 'v1', 'rolebindings'],
  ['custom.example.com', 'v1alpha1', 'widgets'],
] as const;
const VERBS = ['get', 'get', 'get', 'list', 'watch', 'update', 'update', 'patch', 'create', 'delete'] as const;
const CODES: Readonly<Record<string, number>> = { create: 201 };
const LEVELS = ['Metadata', 'Metadata', 'Metadata', 'Metadata', 'Metadata', 'Metadata', 'Request', 'RequestResponse'] as const;
const BLOCK = 4_000;

/** How many objects of generated names there are, beside those that are named once and for all. */
const SLOTS = '00000';

type Random = () => number;

function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface LogBlock {
  readonly bytes: Uint8Array;
  readonly events: number;
}

/** Blocks of whole lines until there are `megabytes` of them. A block is gone when the next one is asked for. */
export function* logBlocks(megabytes: number, seed = 42): IterableIterator<LogBlock> {
  const random = randomOf(seed);
  const text = Array.from({ length: BLOCK }, () => line(random)).join('');
  const bytes = new TextEncoder().encode(text);
  const patches = placesOf(text);
  for (let written = 0, round = 0; written < megabytes * 1e6; written += bytes.length, round++) {
    patch(bytes, patches, round);
    yield { bytes, events: BLOCK };
  }
}

interface Patches {
  readonly ids: readonly number[];
  readonly times: readonly number[];
  readonly names: readonly number[];
}

/** The text is ASCII, so places in it are places in its bytes. */
function placesOf(text: string): Patches {
  const places = (pattern: RegExp): number[] => Array.from(text.matchAll(pattern), ({ index, 0: found }) => index + found.length);
  return { ids: places(/"auditID":"/g), times: places(/Timestamp":"2026-/g), names: places(/gen-(?=00000)/g) };
}

function patch(bytes: Uint8Array, { ids, times, names }: Patches, round: number): void {
  for (const at of ids) write(bytes, at, round, 8);
  for (const at of times) {
    write(bytes, at, 1 + (Math.floor(round / 28) % 12), 2);
    write(bytes, at + 3, 1 + (round % 28), 2);
  }
  for (const at of names) write(bytes, at, round % 100, SLOTS.length);
}

function write(bytes: Uint8Array, at: number, value: number, digits: number): void {
  let rest = value;
  for (let place = at + digits - 1; place >= at; place--) {
    bytes[place] = 0x30 + (rest % 10);
    rest = Math.floor(rest / 10);
  }
}

function pick<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)] as T;
}

function line(random: Random): string {
  const number = Math.floor(random() * USERS);
  const home = `team-${number % NAMESPACES}`;
  const [group, version, resource] = pick(random, RESOURCES);
  const verb = pick(random, VERBS);
  const level = pick(random, LEVELS);
  const named = verb !== 'list' && verb !== 'watch' && verb !== 'create';
  const name = named ? (random() < 0.05 ? 'gen-00000' : `${resource}-${number % 7}`) : undefined;
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const query = verb === 'watch' ? '?watch=true&resourceVersion=10' : '';
  const denied = random() < 0.01;
  const event = {
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level,
    auditID: `${hex(random, 8)}-${hex(random, 4)}-${hex(random, 4)}-${hex(random, 4)}-${hex(random, 12)}`,
    stage: 'ResponseComplete',
    requestURI: `${root}/namespaces/${home}/${resource}${name === undefined ? '' : `/${name}`}${query}`,
    verb,
    user: account(home, number),
    sourceIPs: [`10.0.${number % 250}.7`],
    userAgent: `robot-${number % 40}/v1.2.3 (linux/amd64) kubernetes/0000000`,
    objectRef: { resource, namespace: home, ...(name !== undefined && { name }), apiGroup: group, apiVersion: version },
    responseStatus: { metadata: {}, code: denied ? 403 : (CODES[verb] ?? 200) },
    ...(level !== 'Metadata' && { requestObject: body(random, 6) }),
    ...(level === 'RequestResponse' && { responseObject: body(random, 30) }),
    requestReceivedTimestamp: '2026-01-01T10:00:00.000001Z',
    stageTimestamp: '2026-01-01T10:00:00.004321Z',
    annotations: {
      'authorization.k8s.io/decision': denied ? 'forbid' : 'allow',
      'authorization.k8s.io/reason': denied
        ? ''
        : `RBAC: allowed by RoleBinding "robot-${number}/${home}" of ClusterRole "edit" to ServiceAccount "robot-${number}/${home}"`,
    },
  };
  return `${JSON.stringify(event)}\n`;
}

function account(namespace: string, number: number): object {
  return {
    username: `system:serviceaccount:${namespace}:robot-${number}`,
    uid: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
    extra: {
      'authentication.kubernetes.io/node-name': [`node-${number % 50}`],
      'authentication.kubernetes.io/pod-name': [`robot-${number}-7d9c6b`],
    },
  };
}

function body(random: Random, parts: number): object {
  return {
    metadata: { name: 'some', labels: { app: 'web', tier: hex(random, 6) } },
    spec: {
      containers: Array.from({ length: parts }, (_, at) => ({
        name: `container-${at}`,
        image: `registry.example.com/team/app:${hex(random, 12)}`,
        env: [{ name: 'LOG_LEVEL', value: 'a "quoted" \\ text' }],
        resources: { limits: { cpu: '100m', memory: '128Mi' }, requests: { cpu: '10m', memory: '64Mi' } },
      })),
    },
  };
}

function hex(random: Random, length: number): string {
  return Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
}
