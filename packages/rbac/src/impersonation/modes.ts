import { splitServiceAccountName, type User } from '../subject/user.ts';
import { hasMoreThanName, type WantedUser } from './wanted-user.ts';

/** How somebody may be somebody else (k8s.io/apiserver/pkg/endpoints/filters/impersonation/mode.go), in the order they are tried. */
export const MODES = ['associated-node', 'arbitrary-node', 'serviceaccount', 'user-info', 'legacy'] as const;
export type ImpersonationMode = (typeof MODES)[number];

/** The feature gate ConstrainedImpersonation is there from 1.35 on, and on by itself from 1.36 on. */
const CONSTRAINED_SINCE = 36;
const NODE_PREFIX = 'system:node:';
const NODE_NAME_KEY = 'authentication.kubernetes.io/node-name';
const DNS_SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

/** The modes that speak to this wish, by the defaults of a minor (37 for 1.37). */
export function modesFor(by: User, wanted: WantedUser, minor: number): readonly ImpersonationMode[] {
  if (minor < CONSTRAINED_SINCE) return ['legacy'];
  return MODES.filter((mode) => applies(mode, by, wanted));
}

function applies(mode: ImpersonationMode, by: User, wanted: WantedUser): boolean {
  const node = nodeNameOf(wanted.name);
  const account = splitServiceAccountName(wanted.name);
  const onlyName = !hasMoreThanName(wanted);
  if (mode === 'associated-node') return onlyName && node !== undefined && isOn(by, node);
  if (mode === 'arbitrary-node') return onlyName && node !== undefined;
  if (mode === 'serviceaccount') return onlyName && account !== undefined;
  return mode === 'legacy' || (node === undefined && account === undefined);
}

/** Whether the token of a service account says that its pod runs on the node. */
function isOn(by: User, node: string): boolean {
  const names = by.extra?.get(NODE_NAME_KEY) ?? [];
  return splitServiceAccountName(by.name) !== undefined && names.length === 1 && names[0] === node;
}

/** The node behind a username, or undefined. */
export function nodeNameOf(username: string): string | undefined {
  if (!username.startsWith(NODE_PREFIX)) return undefined;
  const name = username.slice(NODE_PREFIX.length);
  return DNS_SUBDOMAIN.test(name) && name.length <= 253 ? name : undefined;
}
