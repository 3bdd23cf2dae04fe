import { groupOf, type KubeObject } from '@bulwark/model';
import type { KindRef } from '../control.ts';

const GROUP = 'apiserver.config.k8s.io';

export const AUTHENTICATION_CONFIGURATION: KindRef = { group: GROUP, kind: 'AuthenticationConfiguration' };
export const AUTHORIZATION_CONFIGURATION: KindRef = { group: GROUP, kind: 'AuthorizationConfiguration' };

export function isAuthenticationConfiguration({ kind, apiVersion }: KubeObject): boolean {
  return kind === AUTHENTICATION_CONFIGURATION.kind && groupOf(apiVersion) === GROUP;
}

export function isAuthorizationConfiguration({ kind, apiVersion }: KubeObject): boolean {
  return kind === AUTHORIZATION_CONFIGURATION.kind && groupOf(apiVersion) === GROUP;
}
