import { buildCommand, type Command } from '@stricli/core';
import { PROVIDERS } from '../generate/providers.ts';
import type { Shell } from '../shell.ts';
import type { GenerateAuthenticationFlags } from './generate-authentication-run.ts';

const DESCRIPTION = `Prints how an API server comes to know people, or the jobs of a CI service: an AuthenticationConfiguration that lets nobody be
named like Kubernetes' own, an AuthorizationConfiguration, and a binding that uses the prefix. People of GitHub and GitLab come
through Dex, and the settings of its connector are printed as well. The API server takes one document: --only prints one.

EXAMPLES
  bulwark generate authentication --provider keycloak --issuer https://sso.example.com/realms/shop --client-id shop-cluster
  bulwark generate authentication --provider google --client-id 123.apps.googleusercontent.com --organisation example.com
  bulwark generate authentication --provider github --ci --client-id shop-cluster --organisation acme --only authentication

EXIT CODES
  0  printed
  2  bad use`;

export const authentication: Command<Shell> = buildCommand<GenerateAuthenticationFlags, [], Shell>({
  loader: async () => (await import('./generate-authentication-run.ts')).run,
  parameters: {
    flags: {
      provider: { kind: 'enum', values: PROVIDERS, brief: 'Who says who somebody is' },
      issuer: { kind: 'parsed', parse: String, optional: true, brief: 'URL of the issuer, as in its tokens', placeholder: 'url' },
      clientId: {
        kind: 'parsed',
        parse: String,
        brief: 'The client of the cluster at the provider: the audience',
        placeholder: 'id',
      },
      ci: { kind: 'boolean', optional: true, withNegated: false, brief: 'For jobs of GitHub Actions or GitLab CI' },
      organisation: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'Domain (google), owner (github), group (gitlab)',
        placeholder: 'name',
      },
      repository: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'With --ci: one repository alone',
        placeholder: 'path',
      },
      only: {
        kind: 'enum',
        values: ['authentication', 'authorization', 'binding', 'dex'],
        optional: true,
        brief: 'Print one document',
      },
    },
  },
  docs: {
    brief: 'A sound AuthenticationConfiguration for a provider',
    fullDescription: DESCRIPTION,
    customUsage: ['--provider <provider> --client-id <id> [flags]'],
  },
});
