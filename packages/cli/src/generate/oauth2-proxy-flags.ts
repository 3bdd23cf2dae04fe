import { parseImageReference, UserError } from '@bulwark/model';
import type { Provider } from './providers.ts';
import { isTeam, type ProxyWish, type Upstream } from './oauth2-proxy-wish.ts';

export interface ProxyFlags {
  readonly provider: Provider;
  readonly issuer?: string;
  readonly clientId: string;
  readonly host: string;
  readonly upstream: string;
  readonly upstreamLabel?: readonly string[];
  readonly allowedGroup?: readonly string[];
  readonly emailDomain?: readonly string[];
  readonly namespace: string;
  readonly image?: string;
  readonly ingressClass: string;
  readonly ingressNamespace: string;
}

const NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const HOST = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;

/** What the flags ask for; throws where it would let in everybody, or could not work. */
export function wishOf(flags: ProxyFlags): ProxyWish {
  const { provider, clientId, namespace, ingressClass, ingressNamespace } = flags;
  for (const [flag, value] of Object.entries({ namespace, 'ingress-namespace': ingressNamespace })) {
    if (!NAME.test(value)) throw new UserError(`--${flag} ${quoted(value)} is no name of a namespace`);
  }
  if (!/^(?=.{1,253}$)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(ingressClass)) {
    throw new UserError(`--ingress-class ${quoted(ingressClass)} is no name of a class`);
  }
  if (clientId.trim() === '' || /\p{Cc}/u.test(clientId)) throw new UserError('--client-id is empty, or no id');
  if (!HOST.test(flags.host)) {
    throw new UserError(`--host ${quoted(flags.host)} is no name of a host, such as dashboard.example.com`);
  }
  return {
    provider,
    issuer: issuerFrom(flags),
    clientId,
    host: flags.host,
    upstream: upstreamFrom(flags),
    ...whoFrom(flags),
    namespace,
    image: imageFrom(flags.image),
    ingressClass,
    ingressNamespace,
  };
}

const quoted = (text: string): string => JSON.stringify(text);

/** Providers with one address for all. */
const HAVE_ISSUER: ReadonlySet<Provider> = new Set(['google', 'github', 'gitlab']);

function issuerFrom({ provider, issuer }: ProxyFlags): string | undefined {
  if (issuer === undefined) {
    if (HAVE_ISSUER.has(provider)) return undefined;
    throw new UserError(`${provider} needs --issuer`);
  }
  const url = provider === 'github' || provider === 'gitlab' ? issuer.trim().replace(/\/+$/, '') : issuer.trim();
  if (!/^https:\/\/[^\s@?#]+$/.test(url) || !URL.canParse(url)) {
    throw new UserError(`--issuer ${quoted(url)}: it must begin with https://, without user, query and fragment`);
  }
  if (provider === 'google' && url !== 'https://accounts.google.com') {
    throw new UserError('google has the issuer https://accounts.google.com: leave --issuer out');
  }
  if (provider === 'entra' && /\/(?:common|organizations|consumers)(?:\/|$)/i.test(url)) {
    throw new UserError('--issuer signs for everybody: name your own tenant', {
      hint: 'https://login.microsoftonline.com/TENANT-ID/v2.0',
    });
  }
  return url;
}

const UPSTREAM = /^https?:\/\/([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?\/?$/;

function upstreamFrom({ upstream, upstreamLabel = [] }: ProxyFlags): Upstream {
  const [, service = '', namespace = ''] = UPSTREAM.exec(upstream) ?? [];
  if (!NAME.test(service) || !NAME.test(namespace) || !URL.canParse(upstream)) {
    throw new UserError(`--upstream ${quoted(upstream)}: it must be the Service of the dashboard`, {
      hint: 'http://SERVICE.NAMESPACE.svc, with :PORT where it is not 80',
    });
  }
  const labels = upstreamLabel.map((label) => {
    const match = /^((?:[a-z0-9.-]+\/)?[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)=([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)$/.exec(label);
    if (match === null) throw new UserError(`--upstream-label ${quoted(label)}: it must be KEY=VALUE`);
    return [match[1] ?? '', match[2] ?? ''] as const;
  });
  const known = labels.length === 0 ? [['app.kubernetes.io/name', service] as const] : labels;
  return { url: upstream, service, namespace, labels: Object.fromEntries(known) };
}

/** Where everybody can have an address, an address says nothing. */
const FOR_EVERYBODY =
  /^(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|icloud|me|aol|gmx|web|proton|protonmail|mail|yandex|qq|163)\.(?:com|net|de|org|me|ru|fr|co\.uk)$/;

function whoFrom({ provider, allowedGroup = [], emailDomain = [] }: ProxyFlags): Pick<ProxyWish, 'groups' | 'domains'> {
  const groups = allowedGroup.map((group) => group.trim());
  const domains = emailDomain.map((domain) => domain.trim().toLowerCase().replace(/^@/, ''));
  if (groups.length === 0 && domains.every((domain) => domain === '*')) {
    throw new UserError('nothing restricts who gets in: name a group by --allowed-group, or a domain by --email-domain');
  }
  domains.forEach(checkDomain);
  groups.forEach(checkGroup);
  if (groups.length > 0 && provider === 'google') {
    throw new UserError('google sends no groups: restrict it by --email-domain, or put Dex before it');
  }
  if (provider === 'github') checkGitHub(groups);
  return { groups, domains };
}

function checkDomain(domain: string): void {
  if (!HOST.test(domain)) throw new UserError(`--email-domain ${quoted(domain)} is no domain, such as example.com`);
  if (FOR_EVERYBODY.test(domain)) throw new UserError(`--email-domain ${domain}: everybody can have an address there`);
}

function checkGroup(group: string): void {
  if (group === '' || /\p{Cc}/u.test(group)) throw new UserError(`--allowed-group ${quoted(group)} is no name of a group`);
}

function checkGitHub(groups: readonly string[]): void {
  const bad = groups.find((group) => !/^[A-Za-z0-9-]+(?::[\w.-]+)?$/.test(group));
  if (bad !== undefined) throw new UserError(`--allowed-group ${quoted(bad)}: for github it is acme or acme:team`);
  if (groups.length > 1 && !groups.every(isTeam)) {
    throw new UserError('the proxy takes one organisation of GitHub, or teams: --allowed-group acme:a --allowed-group acme:b');
  }
}

function imageFrom(image: string | undefined): string | undefined {
  if (image === undefined) return undefined;
  const parsed = parseImageReference(image);
  if (parsed === undefined) throw new UserError(`--image ${quoted(image)} is no image`);
  if (parsed.digest === undefined && (parsed.tag === undefined || parsed.tag === 'latest')) {
    throw new UserError(`--image ${image} names no version`, { hint: `${parsed.name}:VERSION@sha256:DIGEST` });
  }
  return image;
}
