import { CIS } from './cis.ts';
import type { Framework } from './framework.ts';
import { NSA } from './nsa.ts';
import { PSS_BASELINE, PSS_RESTRICTED } from './pod-security.ts';

export const frameworks: readonly Framework[] = [PSS_BASELINE, PSS_RESTRICTED, CIS, NSA];

export function findFramework(id: string): Framework | undefined {
  return frameworks.find((framework) => framework.id === id.toLowerCase());
}
