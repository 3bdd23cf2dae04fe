import type { RenderOptions } from '@bulwark/render';

/** What the user wants of charts and overlays. */
export interface Wish extends Omit<RenderOptions, 'cwd' | 'spawn' | 'kubeVersion'> {
  /** Also those that lie below a path, not only those that are named. */
  readonly below: boolean;
}
