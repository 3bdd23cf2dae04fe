import type { LateFormat, LateRenderer } from './late-renderer.ts';

/** The renderer of a format that few runs ask for: nobody else pays for any of them at the start. */
export async function loadFormat(format: LateFormat): Promise<LateRenderer> {
  return (await import('./late-renderers.ts')).LATE_RENDERERS[format];
}
