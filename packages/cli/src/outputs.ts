import type { LateFormat } from '@bulwark/report';

export type OutputFormat = 'text' | 'json' | 'sarif' | LateFormat;

/** What `scan -o` takes. */
export const OUTPUTS: readonly OutputFormat[] = ['text', 'json', 'sarif', 'html', 'markdown', 'junit', 'github', 'gitlab', 'csv'];
