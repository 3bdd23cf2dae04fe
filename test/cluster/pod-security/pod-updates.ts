import type { Json } from '@bulwark/model';
import type { RequestOptions } from '../../control-plane/api.ts';
import type { Dice } from '../dice.ts';
import type { Fields } from '../pods/pod.ts';
import type { Asked } from './asked.ts';

/** A pod that is there, as the server has it. */
export interface Stored extends Fields {
  readonly metadata: { readonly name: string; readonly namespace: string } & Fields;
  readonly spec: { readonly containers: readonly Container[] } & Fields;
}
interface Container extends Fields {
  readonly name: string;
  readonly image: string;
}

/** What is changed, how, and where it is sent to. */
interface Change {
  readonly subresource?: string;
  readonly object: Fields;
  readonly method?: 'POST' | 'PUT' | 'PATCH';
  /** Where it is not the object itself. */
  readonly body?: Fields;
  readonly options?: RequestOptions;
}

/** A dry update of a pod: of what counts, of what does not, or through one of its subresources. */
export function podUpdate(dice: Dice, pod: Stored): Asked {
  const { name, namespace } = pod.metadata;
  const { subresource = '', object, method = 'PUT', body = object, options } = dice.pick(CHANGES)(dice, structuredClone(pod));
  const path = `/api/v1/namespaces/${namespace}/pods/${name}${subresource === '' ? '' : `/${subresource}`}`;
  const operation = method === 'POST' ? 'CREATE' : 'UPDATE';
  const request = { operation, group: '', resource: 'pods', subresource, namespace, name };
  return {
    method,
    path: `${path}?dryRun=All&fieldValidation=Strict`,
    body,
    ...(options !== undefined && { options }),
    request: { ...request, object: object as Json, oldObject: pod as Json },
  };
}

const IMAGE = 'registry.example/app:2';
const CONTEXTS: readonly Fields[] = [
  {},
  { privileged: true },
  { runAsUser: 0 },
  { capabilities: { add: ['NET_ADMIN'] } },
  { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  },
];

const CHANGES: readonly ((dice: Dice, pod: Stored) => Change)[] = [
  function image(dice, pod) {
    return { object: withImage(dice, pod, 'containers') };
  },
  function imageOfInitContainer(dice, pod) {
    return { object: withImage(dice, pod, 'initContainers') };
  },
  function imageByPatch(dice, pod) {
    const { name } = dice.pick(pod.spec.containers);
    const containers = pod.spec.containers.map((each) => (each.name === name ? { ...each, image: IMAGE } : each));
    return {
      method: 'PATCH',
      object: { ...pod, spec: { ...pod.spec, containers } },
      body: { spec: { containers: [{ name, image: IMAGE }] } },
      options: { contentType: 'application/strategic-merge-patch+json' },
    };
  },
  function labels(dice, pod) {
    const name = dice.pick(['labels', 'annotations']);
    return { object: { ...pod, metadata: { ...pod.metadata, [name]: { ...objectIn(pod.metadata, name), changed: 'x' } } } };
  },
  function nothing(_, pod) {
    return { object: pod };
  },
  function deadline(_, pod) {
    return { object: withSpec(pod, { activeDeadlineSeconds: 1000 }) };
  },
  function toleration(_, pod) {
    return { object: withSpec(pod, { tolerations: [...listIn(pod.spec, 'tolerations'), { key: 'a', operator: 'Exists' }] }) };
  },
  ephemeral,
  ephemeral,
  ephemeral,
  function sameEphemeral(_, pod) {
    return { subresource: 'ephemeralcontainers', object: pod };
  },
  function resize(_, pod) {
    const containers = pod.spec.containers.map((each) => ({ ...each, resources: { requests: { cpu: '20m', memory: '20Mi' } } }));
    return { subresource: 'resize', object: withSpec(pod, { containers }) };
  },
  function status(_, pod) {
    return { subresource: 'status', object: { ...pod, status: { ...objectIn(pod, 'status'), message: 'changed' } } };
  },
  function binding(_, { metadata: { name } }) {
    const target = { apiVersion: 'v1', kind: 'Node', name: 'node' };
    return { subresource: 'binding', method: 'POST', object: { apiVersion: 'v1', kind: 'Binding', metadata: { name }, target } };
  },
  function eviction(_, { metadata: { name } }) {
    const object = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name }, deleteOptions: { dryRun: ['All'] } };
    return { subresource: 'eviction', method: 'POST', object };
  },
];

function ephemeral(dice: Dice, pod: Stored): Change {
  const before = listIn(pod.spec, 'ephemeralContainers');
  const added = { name: `look-${before.length}`, image: 'registry.example/debug:1', securityContext: dice.pick(CONTEXTS) };
  return {
    subresource: 'ephemeralcontainers',
    object: withSpec(pod, { ephemeralContainers: [...before, added] }),
  };
}

function withImage(dice: Dice, pod: Stored, list: 'containers' | 'initContainers'): Fields {
  const containers = listIn(pod.spec, list) as Container[];
  const at = dice.below(Math.max(1, containers.length));
  return withSpec(pod, { [list]: containers.map((each, index) => (index === at ? { ...each, image: IMAGE } : each)) });
}

function withSpec(pod: Stored, changed: Fields): Fields {
  return { ...pod, spec: { ...pod.spec, ...changed } };
}

function listIn(holder: Fields, name: string): readonly unknown[] {
  const value = holder[name];
  return Array.isArray(value) ? value : [];
}

function objectIn(holder: Fields, name: string): Fields {
  return (holder[name] ?? {}) as Fields;
}
