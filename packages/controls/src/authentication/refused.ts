import type { Path } from '@bulwark/model';

/** Why the API server does not take a configuration, and where. */
export interface Refusal {
  readonly at: Path;
  readonly why: string;
}

const LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

/** As utilvalidation.IsDNS1123Subdomain. */
export function isSubdomain(text: string): boolean {
  return text.length <= 253 && text.split('.').every((label) => LABEL.test(label));
}

/** A name or an address, and a port of digits. */
const HOST = /^(?:\[[^\]]*\]|[^:\s]*)(?::\d*)?$/;
const CONTROL = /\p{Cc}/u;

/** What is wrong with a URL of an issuer (apiserver/pkg/apis/apiserver/validation, validateURL). */
export function refusedUrl(url: string): readonly string[] {
  const [, scheme = '', authority = ''] = /^([A-Za-z][A-Za-z0-9+.-]*):(?:\/\/([^/?#]*))?/.exec(url) ?? [];
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  // Go reads no such URL at all.
  if (CONTROL.test(url) || /%(?![\dA-Fa-f]{2})/.test(url) || !HOST.test(host)) return ['it is no URL'];
  const reasons: string[] = [];
  if (scheme.toLowerCase() !== 'https') reasons.push('it does not begin with https://');
  if (authority.includes('@')) reasons.push('it holds a user name or a password');
  if (/^[^#]*\?[^#]/.test(url)) reasons.push('it holds a query');
  if (/#./s.test(url)) reasons.push('it holds a fragment');
  return reasons;
}
