export { overlaysIn, type Overlay } from './kustomize/overlays-in.ts';
export { isKustomization } from './kustomize/kustomization-file.ts';
export { renderKustomize } from './kustomize/render-kustomize.ts';
export type { Ended, Rendered, Renderer, RenderFailure, RenderOptions, Spawn } from './rendered.ts';
export type { MappedPlace, RenderedPlace, SourceLine, SourceMap, SourceTarget } from './source-map.ts';
