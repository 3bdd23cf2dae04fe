/** What Pod Security does with a pod that a level forbids. */
export const MODES = ['enforce', 'audit', 'warn'] as const;
export type Mode = (typeof MODES)[number];

/** What the names of the labels, and of the annotations in the audit log, begin with. */
export const LABEL_PREFIX = 'pod-security.kubernetes.io/';

/** The label of a namespace that sets a mode's level. */
export function levelLabel(mode: Mode): string {
  return `${LABEL_PREFIX}${mode}`;
}

/** The label of a namespace that pins a mode's version. */
export function versionLabel(mode: Mode): string {
  return `${LABEL_PREFIX}${mode}-version`;
}
