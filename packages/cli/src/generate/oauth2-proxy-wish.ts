import type { Provider } from './providers.ts';

/** A login before a dashboard, as the flags say it, checked. */
export interface ProxyWish {
  readonly provider: Provider;
  /** Undefined where the provider has one for all, and it is meant. */
  readonly issuer: string | undefined;
  readonly clientId: string;
  readonly host: string;
  readonly upstream: Upstream;
  readonly groups: readonly string[];
  readonly domains: readonly string[];
  readonly namespace: string;
  /** Undefined where it is left to be filled in. */
  readonly image: string | undefined;
  readonly ingressClass: string;
  readonly ingressNamespace: string;
}

export interface Upstream {
  readonly url: string;
  readonly service: string;
  readonly namespace: string;
  /** The labels of its pods. */
  readonly labels: Readonly<Record<string, string>>;
}

export const quote = (text: string): string => JSON.stringify(text);

/** What all of it is called: a namespace may hold the proxies of several dashboards. */
export function nameOfProxy({ upstream }: ProxyWish): string {
  return `${upstream.service.slice(0, 50).replace(/-+$/, '')}-proxy`;
}

/** A team of GitHub with its organisation, and not an organisation. */
export function isTeam(group: string): boolean {
  return group.includes(':');
}
