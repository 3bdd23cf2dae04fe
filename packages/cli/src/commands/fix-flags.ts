import type { JudgingFlags } from '../adoption/judging.ts';
import type { Color } from '../color-flag.ts';

export type FixOutput = 'text' | 'patch' | 'json-patch' | 'kustomize' | 'kubectl' | 'markdown' | 'json';

/** What `fix -o` takes. */
export const FIX_OUTPUTS: readonly FixOutput[] = ['text', 'patch', 'json-patch', 'kustomize', 'kubectl', 'markdown', 'json'];

export interface FixFlags extends Omit<JudgingFlags, 'updateBaseline'> {
  readonly write: boolean | undefined;
  readonly includeSuggestions: boolean | undefined;
  readonly diff: boolean | undefined;
  readonly output: FixOutput;
  readonly to?: string;
  readonly quiet: boolean | undefined;
  readonly color: Color;
}
