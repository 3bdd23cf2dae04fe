export type { Ended, Rendered, Renderer, RenderFailure, RenderOptions, Spawn } from './rendered.ts';
export type { MappedPlace, RenderedPlace, SourceLine, SourceMap } from './source-map.ts';
