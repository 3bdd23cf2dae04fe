import type { KubeObject, Hazard } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { boundClaims } from './bound-claims.ts';
import { quote } from './mapping-words.ts';
import { sharedIssuer, wordForTenant, type SharedIssuer } from './shared-issuers.ts';
import { ISSUER_KINDS, tokenIssuersOf, type TokenIssuer } from './token-issuers.ts';

const HAZARDS: readonly Hazard[] = [
  {
    what: 'the value is an example: until it is your own organisation, nobody is let in',
    check: 'the claim of that name in a token of your own, which jq reads from its middle part',
  },
];

const control: Control = defineControl({
  id: 'authentication/any-tenant',
  subject: ISSUER_KINDS,
  title: 'Of an issuer that serves everybody, only the tokens of your organisation are taken',
  severity: 'high',
  remediation:
    'Bind a claim of your organisation in claimValidationRules: hd for Google, repository_owner for GitHub Actions, namespace_path for GitLab',
  judgesPartial: true,

  check(object) {
    const issuers = tokenIssuersOf(object);
    return issuers.length === 0 ? NOTHING : issuers.flatMap((issuer) => ofIssuer(object, issuer));
  },

  why: `GitHub, GitLab, Google and their like sign for everybody with one key. A workflow in a stranger's repository asks for a token with
the audience of your cluster, which is no secret, and gets it: signature, issuer and audience are right. Without a rule for the
organisation he is logged in, gets what system:authenticated gets, and with a user name like a branch or a repository perhaps what was
bound for your own.`,
  details: `Known are GitHub Actions (github.com; the issuer of an enterprise's own is its own), GitLab.com, Google, Buildkite, HCP
Terraform and personal Microsoft accounts. A rule counts that demands one value, or one of some, of a claim that names the
organisation or something inside it; so does a beginning that ends with a slash or colon, for acme begins acme-evil/x too. Of
Google the severity is medium: its tokens are made for one client, which can be kept to its own organisation. An Entra ID issuer of
common or organizations is reported because no token is of it: each carries its tenant's id.`,
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration',
    'https://docs.github.com/en/actions/concepts/security/openid-connect',
    'https://docs.gitlab.com/ci/secrets/id_token_authentication/',
  ],
  requirements: { nsa: ['authentication'], mitre: ['T1078', 'T1199'], owasp: ['K06'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'no rule, a rule for something else, and a beginning that others have too',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
  - issuer: {url: 'https://token.actions.githubusercontent.com', audiences: [shop-cluster]}
    claimMappings:
      username: {claim: sub, prefix: 'github:'}
  - issuer: {url: 'https://accounts.google.com', audiences: [123.apps.googleusercontent.com]}
    claimValidationRules:
      - {expression: claims.email_verified == true}
    claimMappings:
      username: {claim: email, prefix: 'google:'}
  - issuer: {url: 'https://gitlab.com', audiences: [shop-cluster]}
    claimValidationRules:
      - {expression: "claims.project_path.startsWith('acme')"}
    claimMappings:
      username: {claim: sub, prefix: 'gitlab:'}
`,
        at: ['jwt[0].claimValidationRules', 'jwt[1].claimValidationRules', 'jwt[2].claimValidationRules[0]'],
      },
      {
        name: 'flags, and a tenant that is none',
        yaml: `
apiVersion: kubeadm.k8s.io/v1beta3
kind: ClusterConfiguration
apiServer:
  extraArgs:
    oidc-issuer-url: https://accounts.google.com
    oidc-client-id: 123.apps.googleusercontent.com
---
apiVersion: kubeadm.k8s.io/v1beta3
kind: ClusterConfiguration
apiServer:
  extraArgs:
    oidc-issuer-url: https://login.microsoftonline.com/common/v2.0
    oidc-client-id: 11111111-2222-3333-4444-555555555555
`,
        at: [
          'ClusterConfiguration/ apiServer.extraArgs.oidc-issuer-url',
          'ClusterConfiguration/ apiServer.extraArgs.oidc-issuer-url',
        ],
      },
    ],
    passes: [
      {
        name: 'a value, one of some, a beginning with its slash, and an issuer of one organisation',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
  - issuer: {url: 'https://token.actions.githubusercontent.com', audiences: [shop-cluster]}
    claimValidationRules:
      - {claim: repository_owner, requiredValue: acme}
    claimMappings:
      username: {claim: sub, prefix: 'github:'}
  - issuer: {url: 'https://accounts.google.com', audiences: [123.apps.googleusercontent.com]}
    claimValidationRules:
      - {expression: "has(claims.hd) && claims.hd in ['acme.example.com', 'acme.example.org']"}
    claimMappings:
      username: {claim: email, prefix: 'google:'}
  - issuer: {url: 'https://gitlab.com', audiences: [shop-cluster]}
    claimValidationRules:
      - {expression: "claims.project_path.startsWith('acme/')"}
    claimMappings:
      username: {claim: sub, prefix: 'gitlab:'}
  - issuer: {url: 'https://acme.okta.example.com', audiences: [shop-cluster]}
    claimMappings:
      username: {claim: sub, prefix: 'okta:'}
`,
      },
      {
        name: 'a rule that only a run would show',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
  - issuer: {url: 'https://token.actions.githubusercontent.com', audiences: [shop-cluster]}
    claimValidationRules:
      - {expression: "claims.repository.matches('^acme/.*$')"}
    claimMappings:
      username: {claim: sub, prefix: 'github:'}
`,
        unknown: ['whether "claims.repository.matches(\'^acme/.*$\')" lets in one organisation alone shows only when it runs'],
      },
    ],
  },
});

export default control;

function ofIssuer(object: KubeObject, issuer: TokenIssuer): readonly Outcome[] {
  const word = wordForTenant(issuer.url);
  if (word !== undefined) return [noTenant(issuer, word)];
  const shared = sharedIssuer(issuer.url);
  if (shared === undefined) return NOTHING;
  const bound = boundClaims(issuer, shared.claims);
  if (bound.is === 'bound') return NOTHING;
  if (bound.is === 'unclear') {
    const unknown = `whether ${quote(bound.rule.expression)} lets in one organisation alone shows only when it runs`;
    return [{ at: bound.rule.at, unknown }];
  }
  if (bound.is === 'loose') {
    const { claim, prefix, rule } = bound;
    const message = `tokens of ${shared.name} are taken whose ${claim} begins with "${prefix}": others' names begin so too`;
    return [{ at: rule.at, message, severity: severityOf(shared) }];
  }
  const { claim, value } = shared.example;
  const isFile = object.kind === 'AuthenticationConfiguration';
  return [
    {
      at: issuer.claimRulesAt,
      message: `tokens of ${shared.name} are taken whoever they are of: no rule binds ${claim} to ${value}`,
      severity: severityOf(shared),
      fix:
        isFile && issuer.claimRules.length === 0
          ? {
              kind: 'suggestion',
              edits: [{ op: 'set', path: issuer.claimRulesAt, value: [{ claim, requiredValue: value }] }],
              hazards: HAZARDS,
            }
          : undefined,
    },
  ];
}

function noTenant({ urlAt, url }: TokenIssuer, word: string): Outcome {
  return {
    at: urlAt,
    message: `"${url}" is no tenant: each token of Entra ID carries its tenant's id where "${word}" stands, so that none is taken`,
    severity: { level: 'medium', reason: 'nobody is let in' },
  };
}

function severityOf({ forAnybody }: SharedIssuer): Failure['severity'] {
  if (forAnybody) return undefined;
  return { level: 'medium', reason: 'its tokens are made for one client, which can be kept to one organisation at the provider' };
}
