import { buildCommand, type Command } from '@stricli/core';
import { PROVIDERS } from '../generate/providers.ts';
import type { Shell } from '../shell.ts';
import type { GenerateOAuth2ProxyFlags } from './generate-oauth2-proxy-run.ts';

const DESCRIPTION = `Prints an OAuth2 Proxy that asks for a login before a dashboard, as manifests: a namespace, a Deployment that passes Pod
Security restricted, its Service and Ingress with TLS, and policies by which nobody gets around it. It needs to be told who is
let in: a group, a domain of addresses, or both, which then must both be true. The Secret is made by the command that is printed
first; no value of it is in the output.

EXAMPLES
  bulwark generate oauth2-proxy --provider keycloak --issuer https://sso.example.com/realms/shop --client-id grafana --host grafana.example.com --upstream http://grafana.monitoring.svc --allowed-group /operators
  bulwark generate oauth2-proxy --provider google --client-id 123.apps.googleusercontent.com --host cd.example.com --upstream http://argocd-server.argocd.svc --email-domain example.com
  bulwark generate oauth2-proxy --provider github --client-id Iv1.0123 --host cd.example.com --upstream http://argocd-server.argocd.svc --allowed-group acme:platform

EXIT CODES
  0  printed
  2  bad use`;

const text = (
  brief: string,
  placeholder: string,
): { kind: 'parsed'; parse: (input: string) => string; brief: string; placeholder: string } => ({
  kind: 'parsed',
  parse: String,
  brief,
  placeholder,
});

export const oauth2Proxy: Command<Shell> = buildCommand<GenerateOAuth2ProxyFlags, [], Shell>({
  loader: async () => (await import('./generate-oauth2-proxy-run.ts')).run,
  parameters: {
    flags: {
      provider: { kind: 'enum', values: PROVIDERS, brief: 'Who says who somebody is' },
      issuer: { ...text('URL of the issuer; for google, github.com and gitlab.com none is needed', 'url'), optional: true },
      clientId: text('The client of the proxy at the provider', 'id'),
      host: text('The name under which people reach the dashboard', 'name'),
      upstream: text('The Service of the dashboard: http://SERVICE.NAMESPACE.svc', 'url'),
      upstreamLabel: {
        ...text('A label of the pods of the dashboard, if not app.kubernetes.io/name=SERVICE; may be repeated', 'key=value'),
        variadic: true,
        optional: true,
      },
      allowedGroup: {
        ...text('A group that is let in; acme or acme:team of GitHub; may be repeated', 'name'),
        variadic: true,
        optional: true,
      },
      emailDomain: { ...text('A domain whose addresses are let in; may be repeated', 'domain'), variadic: true, optional: true },
      namespace: { ...text('Where the proxy runs', 'name'), default: 'oauth2-proxy' },
      image: { ...text('The image, with a version or a digest', 'image'), optional: true },
      ingressClass: { ...text('The class of the Ingress', 'name'), default: 'nginx' },
      ingressNamespace: { ...text('Where the controller of the Ingress runs', 'name'), default: 'ingress-nginx' },
    },
  },
  docs: {
    brief: 'A login before a dashboard, and no way around it',
    fullDescription: DESCRIPTION,
    customUsage: ['--provider <provider> --client-id <id> --host <name> --upstream <url> [flags]'],
  },
});
