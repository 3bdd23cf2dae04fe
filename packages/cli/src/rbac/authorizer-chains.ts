import { UserError, type KubeObject } from '@bulwark/model';
import {
  AuthorizerChain,
  authorityOf,
  authorizersOf,
  authorizersOfModes,
  modeProblems,
  NodeAuthorizer,
  type Authorizer,
} from '@bulwark/rbac';
import { NEWEST_MINOR } from '@bulwark/schema';
import { load } from '@bulwark/source';
import type { Shell } from '../shell.ts';
import type { Cluster } from './clusters.ts';
import type { RbacFlags } from './flags.ts';
import { minorOf } from './minor-of.ts';

const GROUP = 'apiserver.config.k8s.io';
const KIND = 'AuthorizationConfiguration';

/** What the Node authorizer looks at. */
const NODE_KINDS: readonly (readonly [group: string, kind: string])[] = [
  ['', 'Pod'],
  ['', 'ServiceAccount'],
  ['', 'PersistentVolume'],
  ['storage.k8s.io', 'VolumeAttachment'],
  ['resource.k8s.io', 'ResourceSlice'],
  ['certificates.k8s.io', 'PodCertificateRequest'],
];

/** Which authorizers answer; without either flag, RBAC alone. */
export interface ChainFlags {
  readonly authorizationConfig?: string;
  readonly authorizationMode?: string;
}

/** Of a cluster, all of its authorizers. */
export type Chains = (cluster: Cluster) => AuthorizerChain;

/** All authorizers of a cluster, as the flags of its API server have them; undefined where RBAC alone is asked. */
export function chainsFrom(
  { complete, kubeVersion, ...flags }: ChainFlags & Pick<RbacFlags, 'complete' | 'kubeVersion'>,
  shell: Pick<Shell, 'cwd' | 'stdin'>,
): Chains | undefined {
  const authorizers = authorizersFrom(flags, shell);
  if (authorizers === undefined) return undefined;
  const minor = kubeVersion === undefined ? NEWEST_MINOR : minorOf(kubeVersion);
  return ({ scope, index }) => {
    const objects = NODE_KINDS.flatMap(([group, kind]) => [...scope.ofKind(group, kind)]);
    const node = new NodeAuthorizer(objects, { minor, complete: complete === true });
    return new AuthorizerChain(authorizers, { rbac: authorityOf(index), node });
  };
}

function authorizersFrom(
  { authorizationConfig, authorizationMode }: ChainFlags,
  shell: Pick<Shell, 'cwd' | 'stdin'>,
): readonly Authorizer[] | undefined {
  if (authorizationMode === undefined)
    return authorizationConfig === undefined ? undefined : authorizersIn(authorizationConfig, shell);
  const hint = 'the API server does not start with this';
  if (authorizationConfig !== undefined)
    throw new UserError('--authorization-config can not be specified when --authorization-mode is', { hint });
  const [problem] = modeProblems(authorizationMode);
  if (problem !== undefined) throw new UserError(problem, { hint });
  return authorizersOfModes(authorizationMode);
}

function authorizersIn(path: string, { cwd, stdin }: Pick<Shell, 'cwd' | 'stdin'>): readonly Authorizer[] {
  const { inventory } = load([path], { cwd, ...(stdin !== undefined && { stdin }) });
  const [found, second] = inventory.objects.filter(isConfiguration);
  if (second !== undefined) throw new UserError(`${path}: it holds more than one ${KIND}`);
  if (found === undefined) {
    const failed = inventory.coverage.files.find(({ status }) => status === 'failed');
    throw new UserError(`${path}: ${failed?.reason ?? `it holds no ${KIND}`}`);
  }
  const authorizers = authorizersOf(found.value);
  if (authorizers.length > 0) return authorizers;
  throw new UserError(`${path}: the ${KIND} has no authorizers`, { hint: 'the API server does not start with this file' });
}

function isConfiguration({ group, kind }: KubeObject): boolean {
  return group === GROUP && kind === KIND;
}
