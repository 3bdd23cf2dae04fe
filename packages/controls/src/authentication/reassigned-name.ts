import { fieldOf, someIn } from '../cel/expression.ts';
import { parseCel } from '../cel/parse.ts';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { boundClaims } from './bound-claims.ts';
import { isEntra } from './shared-issuers.ts';
import { ISSUER_KINDS, tokenIssuersOf, type TokenIssuer } from './token-issuers.ts';

const control: Control = defineControl({
  id: 'authentication/reassigned-name',
  subject: ISSUER_KINDS,
  title: 'People are named by a claim that nobody else can come to have',
  severity: 'medium',
  remediation:
    'Name people by sub (or oid of Entra ID); where it must be the address, demand claims.email_verified == true in claimValidationRules',
  judgesPartial: true,

  check(object) {
    const issuers = tokenIssuersOf(object);
    return issuers.length === 0 ? NOTHING : issuers.flatMap(ofIssuer);
  },

  why: `A binding to "ada@example.com" is for whoever has a token with that address in it. Where the provider has not verified it, or
lets people write their own profile, somebody types it in and is Ada. Addresses and nicknames also pass on: who joins after Ada has
left and is given her address has her rights.`,
  details: `The claims name, nickname, given_name and family_name count, which people choose themselves; preferred_username counts
of Entra ID, which says that it changes. Where the claim is email the server refuses tokens whose email_verified is false, but takes
those without it: low, and medium of Entra ID, which sends unverified addresses and no email_verified. A rule or an expression that
demands it passes; one with orValue(true) does not.`,
  references: [
    'https://openid.net/specs/openid-connect-core-1_0.html#ClaimStability',
    'https://learn.microsoft.com/en-us/entra/identity-platform/claims-validation',
    'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration',
  ],
  requirements: { nsa: ['authentication'], mitre: ['T1078'], owasp: ['K06'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'an address that nobody need have verified, and a nickname',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
  - issuer: {url: 'https://a.example.com', audiences: [kubernetes]}
    claimMappings:
      username: {claim: email, prefix: 'a:'}
  - issuer: {url: 'https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0', audiences: [kubernetes]}
    claimMappings:
      username: {claim: email, prefix: 'entra:'}
  - issuer: {url: 'https://c.example.com', audiences: [kubernetes]}
    claimMappings:
      username: {expression: "'c:' + claims.nickname"}
  - issuer: {url: 'https://d.example.com', audiences: [kubernetes]}
    claimValidationRules:
      - {expression: 'claims.?email_verified.orValue(true) == true'}
    claimMappings:
      username: {expression: "'d:' + claims.email"}
`,
        at: [
          'jwt[0].claimMappings.username',
          'jwt[1].claimMappings.username',
          'jwt[2].claimMappings.username',
          'jwt[3].claimMappings.username',
        ],
      },
    ],
    passes: [
      {
        name: 'sub, and an address that is demanded to be verified',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
  - issuer: {url: 'https://a.example.com', audiences: [kubernetes]}
    claimMappings:
      username: {claim: sub, prefix: 'a:'}
  - issuer: {url: 'https://b.example.com', audiences: [kubernetes]}
    claimValidationRules:
      - {expression: claims.email_verified == true}
    claimMappings:
      username: {claim: email, prefix: 'b:'}
  - issuer: {url: 'https://c.example.com', audiences: [kubernetes]}
    claimMappings:
      username: {expression: "claims.email_verified ? 'c:' + claims.email : 'c:' + claims.sub"}
`,
      },
    ],
  },
});

export default control;

const CHOSEN: ReadonlySet<string> = new Set(['name', 'nickname', 'given_name', 'family_name']);
const MISSING_ALLOWED: Failure['severity'] = {
  level: 'low',
  reason: 'the server refuses a token that says that its address is not verified',
};

function ofIssuer(issuer: TokenIssuer): readonly Outcome[] {
  const { username, url } = issuer;
  if (username === undefined) return NOTHING;
  const claim = username.claim || namingClaim(username.expression);
  if (claim === undefined) return NOTHING;
  if (CHOSEN.has(claim)) {
    return [{ at: username.at, message: `people are named by the claim "${claim}", which they choose themselves` }];
  }
  if (claim === 'preferred_username' && isEntra(url)) {
    return [{ at: username.at, message: 'people are named by the claim "preferred_username", which changes in Entra ID' }];
  }
  if (claim !== 'email' || demandsVerified(issuer)) return NOTHING;
  const message = `people are named by an address, and a token without email_verified is taken from "${url}"`;
  return [{ at: username.at, message, severity: isEntra(url) ? undefined : MISSING_ALLOWED }];
}

/** The claim that an expression names people by: the worst of those that it reads. */
function namingClaim(expression: string): string | undefined {
  const cel = parseCel(expression);
  if (cel === undefined) return undefined;
  const reads = (claim: string): boolean => someIn(cel, (part) => fieldOf(part, 'claims') === claim);
  // With sub in it, it names one person, whatever else it says.
  if (reads('sub') && !reads('email')) return undefined;
  return [...CHOSEN, 'email', 'preferred_username'].find(reads);
}

/** An email_verified that is missing is refused, or decides of the name. */
function demandsVerified(issuer: TokenIssuer): boolean {
  const bound = boundClaims(issuer, ['email_verified']);
  const inRules = issuer.claimRules.some(({ expression }) => usesWithoutDefault(expression));
  return (bound.is === 'bound' && inRules) || usesWithoutDefault(issuer.username?.expression ?? '');
}

/** `claims.email_verified` alone is false, or an error, where it is missing. */
function usesWithoutDefault(expression: string): boolean {
  const cel = expression === '' ? undefined : parseCel(expression);
  if (cel === undefined) return expression.includes('email_verified');
  const isLenient = someIn(
    cel,
    (part) =>
      part.kind === 'call' &&
      part.name === 'orValue' &&
      fieldOf(part, 'claims') === 'email_verified' &&
      part.args[0]?.kind === 'literal' &&
      part.args[0].value === true,
  );
  return !isLenient && someIn(cel, (part) => fieldOf(part, 'claims') === 'email_verified');
}
