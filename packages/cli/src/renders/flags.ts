import type { TypedFlagParameter } from '@stricli/core';
import type { Shell } from '../shell.ts';
import type { Wish } from './wish.ts';

/** How charts and overlays among the paths are rendered. */
export interface RenderFlags {
  readonly render?: boolean;
  readonly values?: readonly string[];
  readonly set?: readonly string[];
  readonly setString?: readonly string[];
  readonly setJson?: readonly string[];
  readonly setFile?: readonly string[];
  readonly releaseName?: string;
  readonly releaseNamespace?: string;
}

type TextFlag = TypedFlagParameter<string | undefined, Shell>;
type ListFlag = TypedFlagParameter<readonly string[] | undefined, Shell>;

export interface RenderParameters {
  readonly render: TypedFlagParameter<boolean | undefined, Shell>;
  readonly values: ListFlag;
  readonly set: ListFlag;
  readonly setString: ListFlag;
  readonly setJson: ListFlag;
  readonly setFile: ListFlag;
  readonly releaseName: TextFlag;
  readonly releaseNamespace: TextFlag;
}

const list = (placeholder: string, brief: string): ListFlag => {
  return { kind: 'parsed', parse: String, variadic: true, optional: true, placeholder, brief };
};
const text = (placeholder: string, brief: string): TextFlag => {
  return { kind: 'parsed', parse: String, optional: true, placeholder, brief };
};

export const RENDER_FLAGS: RenderParameters = {
  render: {
    kind: 'boolean',
    optional: true,
    brief: 'Render the charts and overlays below the paths too; --no-render: not even those that are named',
  },
  values: list('file', 'Values for charts, as helm takes them; may be repeated'),
  set: list('key=value', 'A value for charts, as helm takes it; may be repeated'),
  setString: list('key=value', 'The same, taken as a string'),
  setJson: list('key=json', 'The same, taken as JSON'),
  setFile: list('key=file', 'The same, taken from a file'),
  releaseName: text('name', 'The release name for charts'),
  releaseNamespace: text('namespace', 'The namespace that charts are installed into'),
};

const SETTINGS = [
  ['set', '--set'],
  ['setString', '--set-string'],
  ['setJson', '--set-json'],
  ['setFile', '--set-file'],
] as const;

/** Undefined where nothing is to be rendered. */
export function wishOf(flags: RenderFlags): Wish | undefined {
  if (flags.render === false) return undefined;
  const { values, releaseName, releaseNamespace } = flags;
  const settings = SETTINGS.flatMap(([name, flag]) => (flags[name] ?? []).map((value) => [flag, value] as const));
  return {
    below: flags.render === true,
    ...(values !== undefined && { valuesFiles: values }),
    ...(settings.length > 0 && { settings }),
    ...(releaseName !== undefined && { releaseName }),
    ...(releaseNamespace !== undefined && { namespace: releaseNamespace }),
  };
}
