import type { Json } from '@bulwark/model';

/** A pod as plain JSON: a Pod's own metadata and spec, or those of a template. */
export interface PodParts {
  readonly metadata: Json | undefined;
  readonly spec: Json | undefined;
  /** Whether it is a template, from which a controller makes pods. */
  readonly isTemplate?: boolean;
}
