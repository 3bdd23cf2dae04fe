import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { ISSUER_KINDS, tokenIssuersOf, type Audience, type TokenIssuer } from './token-issuers.ts';

const control: Control = defineControl({
  id: 'authentication/shared-audience',
  subject: ISSUER_KINDS,
  title: 'A token is taken only where it was made for this cluster',
  severity: 'medium',
  remediation: 'Register the cluster as a client of its own at the provider, and name that client alone in audiences',
  judgesPartial: true,

  check(object) {
    const issuers = tokenIssuersOf(object);
    return issuers.length === 0 ? NOTHING : issuers.flatMap(ofIssuer);
  },

  why: `The audience says for whom a token was made. An audience that many programs share lets each of them act as its users in the
cluster: whoever runs one of those programs, or reads its logs, has tokens that the API server takes. Some audiences are in every
token of a provider, so that they tell nothing at all.`,
  details: `Known are audiences that a provider puts into tokens for many clients: account of Keycloak, the issuer's own URL, the client
of Google's command line, and the audiences of the clouds' own services (sts.amazonaws.com, Microsoft Graph and Azure). That two
programs of your own share a client is not seen.`,
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration',
    'https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation',
  ],
  requirements: { nsa: ['authentication'], mitre: ['T1550.001'], owasp: ['K06'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'of every client of the provider',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
  - issuer: {url: 'https://keycloak.example.com/realms/shop', audiences: [account]}
    claimMappings:
      username: {claim: sub, prefix: 'keycloak:'}
  - issuer: {url: 'https://token.actions.githubusercontent.com', audiences: [shop-cluster, sts.amazonaws.com], audienceMatchPolicy: MatchAny}
    claimValidationRules:
      - {claim: repository_owner, requiredValue: acme}
    claimMappings:
      username: {claim: sub, prefix: 'github:'}
`,
        at: ['jwt[0].issuer.audiences[0]', 'jwt[1].issuer.audiences[1]'],
      },
    ],
    passes: [
      {
        name: 'a client of its own',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
  - issuer: {url: 'https://keycloak.example.com/realms/shop', audiences: [shop-cluster]}
    claimMappings:
      username: {claim: sub, prefix: 'keycloak:'}
`,
      },
    ],
  },
});

export default control;

const OF_MANY: ReadonlyMap<string, string> = new Map([
  ['account', 'Keycloak puts it into the tokens of every client'],
  ['32555940559.apps.googleusercontent.com', "it is the client of Google's command line"],
  ['00000003-0000-0000-c000-000000000000', 'it is Microsoft Graph'],
  ['https://graph.microsoft.com', 'it is Microsoft Graph'],
  ['https://management.azure.com', 'it is Azure itself'],
  ['https://management.core.windows.net', 'it is Azure itself'],
  ['api://AzureADTokenExchange', 'tokens for Azure carry it'],
  ['sts.amazonaws.com', 'tokens for AWS carry it'],
  ['*', 'it is no pattern, and no token carries it'],
]);

function ofIssuer(issuer: TokenIssuer): readonly Outcome[] {
  return issuer.audiences.flatMap((audience) => {
    const reason = reasonOf(audience, issuer);
    if (reason === undefined) return NOTHING;
    const message = `tokens for "${audience.value}" are taken from "${issuer.url}", and not only those for this cluster: ${reason}`;
    return [{ at: audience.at, message }];
  });
}

function reasonOf({ value }: Audience, { url }: TokenIssuer): string | undefined {
  const plain = value.replace(/\/+$/, '');
  if (plain !== '' && plain === url.replace(/\/+$/, '')) return 'it is the provider itself';
  const keycloak = value !== 'account' || url.includes('/realms/');
  return keycloak ? OF_MANY.get(plain) : undefined;
}
