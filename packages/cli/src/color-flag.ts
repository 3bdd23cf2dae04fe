export type Color = 'auto' | 'always' | 'never';

interface ColorFlag {
  readonly kind: 'enum';
  readonly values: readonly Color[];
  readonly default: Color;
  readonly brief: string;
}

/** The flag that every command with text output has. */
export const COLOR_FLAG: ColorFlag = {
  kind: 'enum',
  values: ['auto', 'always', 'never'],
  default: 'auto',
  brief: 'When to print colour; NO_COLOR turns auto off',
};
