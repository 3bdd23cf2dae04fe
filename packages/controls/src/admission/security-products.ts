import { stringAt } from '@bulwark/model';
import type { Webhook } from './webhooks.ts';

/** Policy engines, verifiers of images and admission guards, by a part of the name of their webhooks and Services. */
const PRODUCTS =
  /kyverno|gatekeeper|kubewarden|open-?policy-agent|\bopa\b|cosigned|sigstore|connaisseur|portieris|ratify|kritis|image-?policy|k-rail|polaris|datree|jspolicy|kubearmor|neuvector|\baqua-|kube-enforcer|stackrox|twistlock|trivy|falcon-kac|podsecuritywebhook|pod-security-webhook|bulwark/i;

export function isSecurityProduct(configuration: string, webhook: Webhook): boolean {
  const service = stringAt(webhook.value, 'clientConfig', 'service', 'name') ?? '';
  return PRODUCTS.test(webhook.name) || PRODUCTS.test(configuration) || PRODUCTS.test(service);
}
