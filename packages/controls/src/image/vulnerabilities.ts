import type { Severity } from '@bulwark/model';
import type { VersionNumbers } from './version-tag.ts';

export interface Vulnerability {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** What an attacker does with it. */
  readonly says: string;
  /** Ends of the names of the images that hold the program. */
  readonly images: readonly string[];
  /** From a version on, up to the one that mends it, which is not in it. */
  readonly ranges: readonly { readonly from: VersionNumbers; readonly fixed: VersionNumbers }[];
}

/** Holes in what many clusters run, which the version alone decides. By the announcements of the projects. */
export const VULNERABILITIES: readonly Vulnerability[] = [
  {
    id: 'CVE-2025-1974',
    title: 'Ingress NGINX',
    severity: 'critical',
    says: 'whoever reaches the admission port from the pod network runs code in the controller, which reads all Secrets',
    images: ['ingress-nginx/controller', 'ingress-nginx/controller-chroot'],
    ranges: [
      { from: [0], fixed: [1, 11, 5] },
      { from: [1, 12, 0], fixed: [1, 12, 1] },
    ],
  },
  {
    id: 'CVE-2022-24348',
    title: 'Argo CD',
    severity: 'high',
    says: 'whoever may add an application reads files of others, secrets among them, by a crafted Helm chart',
    images: ['argoproj/argocd'],
    ranges: [
      { from: [0], fixed: [2, 1, 9] },
      { from: [2, 2, 0], fixed: [2, 2, 4] },
    ],
  },
  {
    id: 'CVE-2022-39328',
    title: 'Grafana',
    severity: 'critical',
    says: 'under load, a request without credentials is served as one of somebody who is logged in',
    images: ['grafana/grafana', 'grafana/grafana-oss', 'grafana/grafana-enterprise'],
    ranges: [{ from: [9, 2, 0], fixed: [9, 2, 4] }],
  },
  {
    id: 'CVE-2022-47633',
    title: 'Kyverno',
    severity: 'high',
    says: 'a registry that answers in two ways gets an image past verifyImages that nobody has signed',
    images: ['kyverno/kyverno'],
    ranges: [{ from: [1, 8, 3], fixed: [1, 8, 5] }],
  },
];
