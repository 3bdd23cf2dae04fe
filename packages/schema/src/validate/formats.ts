/** Readers of text that stand elsewhere than among the schemas. */
export interface Formats {
  /** Whether the API server reads it as a quantity; null is not asked. */
  readonly isQuantity: (value: unknown) => boolean;
  readonly isLabelKey: (text: string) => boolean;
  readonly isLabelValue: (text: string) => boolean;
}
