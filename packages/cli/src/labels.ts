import type { Framework, Tool } from '@bulwark/controls';

/** What people call the frameworks and the other scanners, wherever we name them. */
export const FRAMEWORK_NAMES: Readonly<Record<Framework, string>> = {
  pss: 'Pod Security Standards',
  cis: 'CIS Kubernetes Benchmark',
  nsa: 'NSA/CISA Kubernetes Hardening Guidance',
  mitre: 'MITRE ATT&CK',
  owasp: 'OWASP Kubernetes Top Ten',
  'nist-800-190': 'NIST SP 800-190',
};

export const TOOL_NAMES: Readonly<Record<Tool, string>> = {
  trivy: 'Trivy',
  kubescape: 'Kubescape',
  checkov: 'Checkov',
  'kube-linter': 'KubeLinter',
  'kube-score': 'kube-score',
  polaris: 'Polaris',
  kics: 'KICS',
  kubesec: 'Kubesec',
  popeye: 'Popeye',
  prowler: 'Prowler',
  kalm: 'KALM',
};
