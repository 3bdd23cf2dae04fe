import { UserError } from '@bulwark/model';
import { authenticationParts, issuerOf, organisationClaim, type AuthenticationWish } from '../generate/authentication.ts';
import type { Provider } from '../generate/providers.ts';
import type { Shell } from '../shell.ts';

export interface GenerateAuthenticationFlags {
  readonly provider: Provider;
  readonly issuer?: string;
  readonly clientId: string;
  readonly ci: boolean | undefined;
  readonly organisation?: string;
  readonly repository?: string;
  readonly only?: 'authentication' | 'authorization' | 'binding' | 'dex';
}

export async function run(this: Shell, flags: GenerateAuthenticationFlags): Promise<void> {
  const { provider, issuer, clientId, ci = false, organisation, repository } = flags;
  const wish: AuthenticationWish = { provider, issuer: issuer?.trim(), clientId, ci, organisation, repository };
  check(wish);
  const parts = authenticationParts(wish);
  const wanted = flags.only === undefined ? parts : parts.filter(({ name }) => name === flags.only);
  if (wanted.length === 0) throw new UserError(`there is no part "${flags.only ?? ''}" for ${provider}${ci ? ' --ci' : ''}`);
  this.process.stdout.write(wanted.map(({ text }) => text).join('---\n'));
  await Promise.resolve();
}

function check(wish: AuthenticationWish): void {
  const { provider, ci, organisation, clientId } = wish;
  if (ci && provider !== 'github' && provider !== 'gitlab') {
    throw new UserError(`--ci is for github and gitlab, not for ${provider}`);
  }
  const url = issuerOf(wish);
  if (url === undefined) throw new UserError(`${provider} needs --issuer`, { hint: HINTS[provider] ?? 'the URL of its own' });
  if (!/^https:\/\/[^\s@?#]+$/.test(url)) {
    throw new UserError(
      `--issuer ${url}: the API server takes a URL that begins with https://, without user, query and fragment`,
    );
  }
  if (clientId === '') throw new UserError('--client-id is empty');
  const claim = organisationClaim(wish);
  if (claim !== undefined && !organisation) {
    throw new UserError(
      `${provider}${ci ? ' --ci' : ''} needs --organisation: its issuer signs for everybody, and ${claim} must be yours`,
    );
  }
}

const HINTS: Readonly<Partial<Record<Provider, string>>> = {
  github: 'that of Dex, through which people come; for jobs of GitHub Actions add --ci',
  gitlab: 'that of Dex, through which people come; for jobs of GitLab CI add --ci',
  keycloak: 'https://HOST/realms/REALM',
  entra: 'https://login.microsoftonline.com/TENANT-ID/v2.0',
};
